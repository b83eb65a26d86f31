import type { Resume } from '../options/Resume.js';
import { type HeaderOptions, roleOfHeader } from './roleOfHeader.js';
import { withParameter } from './withParameter.js';

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
  options: HeaderOptions,
): Request {
  const headers = new Headers({ accept: 'text/event-stream' });
  for (const [name, value] of page.headers) {
    const role = roleOfHeader(name, value, options);
    if (role === 'apart' || role === 'sent') headers.set(name, value);
  }
  if (lastEventId && resume === 'header') headers.set('last-event-id', utf8(lastEventId));
  const isInQuery = lastEventId && typeof resume === 'object';
  return new Request(isInQuery ? withParameter(page.url, resume.query, lastEventId) : page.url, {
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
