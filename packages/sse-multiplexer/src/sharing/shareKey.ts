import type { ResolvedOptions } from '../options/resolveOptions.js';
import type { Warn } from '../options/Warn.js';

/**
 * Which requests share one stream: those with the same credentials mode, the same `Accept-Language`,
 * the same origin, and the same name. The name is the URL without its fragment and without ignored
 * parameters, or what the option `shareKey` makes of the request.
 *
 * @returns `undefined` if the option says, or fails to say, that the request shares with none.
 *
 * @internal
 */
export function shareKey(
  request: Request,
  { shareKey, ignoreURLParametersMatching, cursor }: ResolvedOptions,
  warn: Warn,
): string | undefined {
  const { url, credentials, headers } = request;
  const name = shareKey
    ? nameBy(shareKey, request, warn)
    : nameOfUrl(url, ignoreURLParametersMatching, cursor?.query);
  // As JSON, so that no part can pass for another.
  return (
    name && JSON.stringify([credentials, headers.get('accept-language'), new URL(url).origin, name])
  );
}

function nameBy(
  shareKey: (request: Request) => unknown,
  request: Request,
  warn: Warn,
): string | undefined {
  let name: unknown;
  try {
    name = shareKey(request);
    if (name === undefined || (typeof name === 'string' && name)) return name;
  } catch (error) {
    name = error;
  }
  warn('share-key', request.url, name);
  return undefined;
}

function nameOfUrl(url: string, ignored: readonly RegExp[], cursor: string | undefined): string {
  const [whole = ''] = url.split('#');
  const query = whole.indexOf('?') + 1;
  if (!query) return whole;
  const all = whole.slice(query).split('&');
  const kept = all.filter((parameter) => {
    // Of "??token=1" the name is "?token", which URLSearchParams would take for "token".
    const [name = ''] = new URLSearchParams(`&${parameter}`).keys();
    // Not `test`, which goes on where it stopped if the RegExp has the flag g.
    return name !== cursor && !ignored.some((pattern) => name.search(pattern) >= 0);
  });
  if (kept.length === all.length) return whole;
  // The parameters that are kept stay as they are written: "+" and "%20" may differ to the server.
  return whole.slice(0, kept.length > 0 ? query : query - 1) + kept.join('&');
}
