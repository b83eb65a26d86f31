/**
 * A URL without some of its query parameters. All the rest stays as it is written: `+` and `%20`, `~` and
 * `%7E` may differ to the server, and in a signed URL they do.
 *
 * @param isDropped - told a parameter's name, decoded.
 *
 * @internal
 */
export function withoutParameters(url: string, isDropped: (name: string) => boolean): string {
  const [, address = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(.*)$/s.exec(url) ?? [];
  const all = query?.split('&') ?? [];
  const kept = all.filter((parameter) => {
    // Of "??token=1" the name is "?token", which URLSearchParams would take for "token".
    const [name = ''] = new URLSearchParams(`&${parameter}`).keys();
    return !isDropped(name);
  });
  if (kept.length === all.length) return url;
  return address + (kept.length > 0 ? `?${kept.join('&')}` : '') + fragment;
}
