import type { Resume } from '../options/Resume.js';

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
