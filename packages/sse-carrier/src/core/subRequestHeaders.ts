import type { HeaderPairs } from 'event-stream-carrier';
import { carriedHeader } from './carriedHeader.js';

/** Of the POST: what speaks of its body, of the connection, or of how it was made. */
const OF_THE_POST =
  /^(?:accept|accept-encoding|connection|content-.*|expect|if-.*|keep-alive|last-event-id|origin|pragma|priority|purpose|range|sec-fetch-.*|te|trailer|transfer-encoding|upgrade|proxy-.*)$/;

const TAKEN = new Set(['last-event-id', 'accept-language', 'authorization']);

/** What every stream's request says, in a way of its own. */
const IMPLIED = /^(?:accept|cache-control|pragma|user-agent|sec-(?:ch|fetch)-.*)$/;

/** Bytes of all that a stream asks to be passed on. */
const MOST_BYTES = 8 * 1024;

/**
 * The headers of a stream's request as its browser would have sent it: those of the POST that asked for it,
 * and what is allowed of those that the worker names.
 *
 * @returns `undefined` if one is named that may not be.
 *
 * @internal
 */
export function subRequestHeaders(
  post: Headers,
  named: HeaderPairs,
  allowed: ReadonlySet<string>,
): Headers | undefined {
  const headers = new Headers();
  const connection = new Set(
    (post.get('connection') ?? '').split(',').map((name) => name.trim().toLowerCase()),
  );
  for (const [name, value] of post)
    if (!OF_THE_POST.test(name) && !connection.has(name)) headers.set(name, value);
  headers.set('accept', 'text/event-stream');
  headers.set('accept-encoding', 'identity');
  headers.set('cache-control', 'no-cache');
  headers.set(carriedHeader, '1');
  // Of another origin: what CORS is decided by.
  const origin = post.get('origin');
  if (post.get('sec-fetch-site') !== 'same-origin' && origin !== null)
    headers.set('origin', origin);
  let bytes = 0;
  for (const [name, value] of named) {
    const lower = name.toLowerCase();
    if (IMPLIED.test(lower)) continue;
    if (!TAKEN.has(lower) && !allowed.has(lower)) return undefined;
    bytes += name.length + value.length;
    if (bytes > MOST_BYTES || /[\0\r\n]|[^\0-\xff]/.test(value)) return undefined;
    headers.set(lower, value);
  }
  return headers;
}
