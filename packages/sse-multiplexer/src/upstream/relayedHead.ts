import { isEventStreamResponse } from './isEventStreamResponse.js';

/** Statuses that a Response may be made with; a server may send others. */
const LAST_STATUS = 599;

/**
 * Status and headers of a response whose body is relayed: the body is decoded already, and may be of
 * another length. What no Response can be made with is replaced: a status above 599 by 599, a reason
 * phrase with control characters by none, a list of MIME types by the one that counts.
 *
 * @internal
 */
export function relayedHead(response: Response): ResponseInit {
  const { status, statusText, headers } = response;
  const relayed = new Headers(headers);
  relayed.delete('content-encoding');
  relayed.delete('content-length');
  // Browsers disagree on a list in a header that a worker has made.
  if (headers.get('content-type')?.includes(',') && isEventStreamResponse(response)) {
    relayed.set('content-type', 'text/event-stream');
  }
  return {
    status: Math.min(status, LAST_STATUS),
    statusText: /^[\t\x20-\x7e\x80-\xff]*$/.test(statusText) ? statusText : '',
    headers: relayed,
  };
}
