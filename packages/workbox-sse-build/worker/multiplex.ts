import { SharedEventStreams, type SharedEventStreamsOptions } from 'sse-service-worker';
import type { RouteHandlerObject } from 'workbox-core/types.js';

/**
 * Route handler that answers all tabs that ask for the same event stream over one connection. The
 * same as `SSEMultiplexStrategy`, without Workbox's Strategy: no plugins, no `fetchOptions`.
 *
 * @throws `InvalidOptionError` if an option has a value that it cannot have.
 */
export function multiplex(options: SharedEventStreamsOptions = {}): RouteHandlerObject {
  const fetchUpstream = (request: Request): Promise<Response> => fetch(request);
  const streams = new SharedEventStreams(options, { name: 'workbox-sse', fetch: fetchUpstream });
  return {
    handle: ({ request, event }) => {
      const { clientId } = event as FetchEvent;
      if (!streams.accepts(request, clientId)) {
        // Workbox's type does not know a handler that falls through.
        return undefined as unknown as Promise<Response>;
      }
      // A rejection would have a catch handler answer, with a page for an EventSource.
      return streams.answer(request, clientId, streams.join(request, clientId, fetchUpstream));
    },
  };
}
