const MOST_BYTES = 8 * 1024;

/**
 * The URL of a stream that a carrier is asked for: a path and query of the same server, exactly in the form
 * that a URL parser gives them, so that no two readers can understand it differently.
 *
 * @param base - a URL of the server.
 * @returns `undefined` if it is anything else.
 *
 * @internal
 */
export function carriedUrl(asked: string, base: URL): URL | undefined {
  if (asked.length > MOST_BYTES || !/^\/(?![/\\])[!-~]*$/.test(asked)) return undefined;
  if (!URL.canParse(asked, base.href)) return undefined;
  const url = new URL(asked, base);
  if (url.origin !== base.origin || url.pathname + url.search !== asked) return undefined;
  return isPlain(url.pathname) ? url : undefined;
}

/** Whether a path climbs nowhere, even if somebody on the way decodes it once too often. */
function isPlain(pathname: string): boolean {
  let path = pathname;
  for (let round = 0; round < 3; round++) {
    if (/[\\\p{Cc}]/u.test(path) || path.split('/').some((part) => /^\.\.?$/.test(part)))
      return false;
    try {
      path = decodeURIComponent(path);
    } catch {
      // Not UTF-8, then nothing that would climb either, unless by these.
      return !/%(?:2e|2f|5c|00)/i.test(path);
    }
  }
  return true;
}
