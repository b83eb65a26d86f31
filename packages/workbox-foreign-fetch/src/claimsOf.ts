import { check } from './check.js';
import { checkOrigins } from './checkOrigins.js';
import type { Claim } from './Claim.js';
import type { ForeignFetchRule } from './ForeignFetchRule.js';

/**
 * @internal
 * @param script - of the provider; relative scopes are relative to it.
 * @param grant - the origins that it may claim.
 * @throws TypeError if the rule is malformed or outside of the grant.
 */
export function claimsOf(
  { scopes, origins, withCredentials = false, network = [] }: ForeignFetchRule,
  provider: EventTarget,
  script: string,
  grant: readonly string[],
): Claim[] {
  check(Array.isArray(scopes), 'scopes', 'URL prefixes', scopes);
  check(Array.isArray(network), 'network', 'URL prefixes', network);
  checkOrigins('origins', origins, /^(\*|https?:\/\/[^\s/]+)$/);
  const isServed = origins.some((one) => one === '*' || one === location.origin);
  return [...scopes, ...network].map((prefix, index) => {
    const { href: scope, origin } = new URL(prefix, script);
    check(grant.includes(origin), `scopes of ${script}`, `one of its grant ${grant.join()}`, scope);
    const isNetwork = index >= scopes.length;
    // As with Foreign Fetch, an app's own origin is its own affair.
    const answers = isServed && !isNetwork && origin !== location.origin;
    return { scope, withCredentials, isNetwork, provider: answers ? provider : undefined };
  });
}
