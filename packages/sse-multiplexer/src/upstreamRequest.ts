/**
 * How an upstream asks the server to go on after the last event ID:
 * - `'header'` (default): the Last-Event-ID header. To another origin it causes a CORS preflight,
 *   which EventSource itself never causes; where the server refuses it, the upstream is opened once
 *   more without the header, and subscribers get a gap event.
 * - `{query: name}`: a query parameter of that name, for servers that read one; no preflight.
 * - `'none'`: not at all.
 *
 * @public
 */
export type Resume = 'header' | { readonly query: string } | 'none';

/**
 * The request of an upstream: asks what the page's request asks, but is detached from it, so that
 * neither the page's end nor the HTTP cache can touch it.
 *
 * @internal
 */
export function upstreamRequest(
  page: Request,
  signal: AbortSignal,
  lastEventId: string,
  resume: Resume,
): Request {
  const url = new URL(page.url);
  const headers = new Headers({ accept: 'text/event-stream' });
  if (lastEventId && resume === 'header') headers.set('last-event-id', utf8(lastEventId));
  if (lastEventId && typeof resume === 'object') url.searchParams.set(resume.query, lastEventId);
  return new Request(url, {
    headers,
    signal,
    cache: 'no-store',
    credentials: page.credentials,
    mode: 'cors',
    redirect: page.redirect,
    referrer: page.referrer,
    referrerPolicy: page.referrerPolicy,
  });
}

/** A header value is bytes: HTML has the last event ID encoded as UTF-8. */
function utf8(value: string): string {
  return Array.from(new TextEncoder().encode(value), (byte) => String.fromCharCode(byte)).join('');
}
