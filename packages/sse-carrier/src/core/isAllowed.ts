import type { CarrierRule } from './CarrierOptions.js';

/** @internal */
export function isAllowed(
  rules: readonly CarrierRule[] | undefined,
  url: URL,
  headers: Headers,
): boolean {
  if (!rules) return true;
  const { pathname, search } = url;
  return rules.some((rule) => {
    if (typeof rule === 'function') return rule(url, headers);
    if (typeof rule !== 'string') return new RegExp(rule).test(pathname + search);
    return rule.endsWith('*') ? pathname.startsWith(rule.slice(0, -1)) : pathname === rule;
  });
}
