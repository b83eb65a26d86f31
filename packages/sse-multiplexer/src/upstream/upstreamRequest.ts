import type { Cursor } from '../options/MultiplexerOptions.js';
import type { Resume } from '../options/Resume.js';
import { type HeaderOptions, roleOfHeader } from './roleOfHeader.js';
import { withoutParameters } from './withoutParameters.js';
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
  options: HeaderOptions & { readonly cursor?: Cursor | undefined },
): Request {
  const headers = new Headers({ accept: 'text/event-stream' });
  for (const [name, value] of page.headers) {
    const role = roleOfHeader(name, value, options);
    if (role === 'apart' || role === 'sent') headers.set(name, value);
  }
  if (lastEventId && resume === 'header') headers.set('last-event-id', utf8(lastEventId));
  return new Request(urlOf(page, lastEventId, resume, options.cursor), {
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

function urlOf(
  { url }: Request,
  lastEventId: string,
  resume: Resume,
  cursor: Cursor | undefined,
): string {
  const query = typeof resume === 'object' ? resume.query : resume === 'header' && cursor?.query;
  if (!cursor) return query && lastEventId ? withParameter(url, query, lastEventId) : url;
  // A page's cursor is as old as the page: where the upstream starts elsewhere it says nothing.
  if ((new URL(url).searchParams.get(cursor.query) ?? '') === lastEventId) return url;
  const plain = withoutParameters(url, (name) => name === cursor.query);
  return query && lastEventId ? withParameter(plain, query, lastEventId) : plain;
}

/** A header value is bytes: HTML has the last event ID encoded as UTF-8. */
function utf8(value: string): string {
  return Array.from(new TextEncoder().encode(value), (byte) => String.fromCharCode(byte)).join('');
}
