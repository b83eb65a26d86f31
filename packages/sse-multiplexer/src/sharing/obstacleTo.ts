import { type HeaderOptions, roleOfHeader } from '../upstream/roleOfHeader.js';

/**
 * What keeps a request from being shared: the part of it that is not as an EventSource's, or
 * `header` and the name of one that the page has added.
 *
 * @internal
 */
export type Obstacle =
  'method' | 'accept' | 'mode' | 'redirect' | 'integrity' | 'user information' | `header ${string}`;

/**
 * What keeps the answer to a request from being shared with other pages that ask the same: anything that
 * an EventSource would not ask by itself. Not shareable: another method than GET, an `Accept` that is not
 * exactly `text/event-stream`, a mode other than `cors`, redirects that are not followed, integrity
 * metadata, a URL with user name or password, a header that page code has added and no option names.
 *
 * @param userAgent - what the browser calls itself.
 * @returns the first obstacle; `undefined` if there is none.
 *
 * @internal
 */
export function obstacleTo(
  { method, headers, mode, redirect, integrity, url }: Request,
  options: HeaderOptions,
  userAgent?: string,
): Obstacle | undefined {
  if (method !== 'GET') return 'method';
  if (headers.get('accept') !== 'text/event-stream') return 'accept';
  if (mode !== 'cors') return 'mode';
  if (redirect !== 'follow') return 'redirect';
  if (integrity) return 'integrity';
  const { username, password } = new URL(url);
  // No request can be made of such a URL but by the browser itself.
  if (username || password) return 'user information';
  for (const [name, value] of headers) {
    if (!roleOfHeader(name, value, options, userAgent)) return `header ${name}`;
  }
  return undefined;
}
