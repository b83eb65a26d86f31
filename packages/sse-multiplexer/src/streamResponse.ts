import { relayedHeaders } from './relayedHeaders.js';
import type { Subscriber } from './Subscriber.js';

/**
 * A page's response: the subscriber's body under the head of the upstream's response.
 *
 * @internal
 */
export function streamResponse(subscriber: Subscriber, upstream: Response): Response {
  const { statusText, headers } = upstream;
  return new Response(subscriber.body, { statusText, headers: relayedHeaders(headers) });
}
