import { digest } from '../upstream/digest.js';
import { roleOfHeader } from '../upstream/roleOfHeader.js';
import type { ResolvedOptions } from '../options/resolveOptions.js';
import type { Warn } from '../options/Warn.js';
import { withoutParameters } from '../upstream/withoutParameters.js';

/**
 * Which requests share one stream: those with the same credentials mode, the same headers that tell
 * streams apart, the same origin, and the same name. The name is the URL without its fragment and without
 * ignored parameters, or what the option `shareKey` makes of the request.
 *
 * @returns `undefined` if the option says, or fails to say, that the request shares with none.
 *
 * @internal
 */
export function shareKey(
  request: Request,
  options: ResolvedOptions,
  warn: Warn,
): string | undefined {
  const { url, credentials } = request;
  const { shareKey, ignoreURLParametersMatching, cursor } = options;
  const name = shareKey
    ? nameBy(shareKey, request, warn)
    : nameOfUrl(url, ignoreURLParametersMatching, cursor?.query);
  // As JSON, so that no part can pass for another.
  return (
    name && JSON.stringify([credentials, headersApart(request, options), new URL(url).origin, name])
  );
}

/** The headers, in the order of their names; those that options name may be secrets. */
function headersApart({ headers }: Request, options: ResolvedOptions): string[] {
  return [...headers].flatMap(([name, value]) =>
    roleOfHeader(name, value, options) === 'apart'
      ? [name, options.varyOn.includes(name) ? digest(value) : value]
      : [],
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
  // Not `test`, which goes on where it stopped if the RegExp has the flag g.
  return withoutParameters(
    whole,
    (name) => name === cursor || ignored.some((pattern) => name.search(pattern) >= 0),
  );
}
