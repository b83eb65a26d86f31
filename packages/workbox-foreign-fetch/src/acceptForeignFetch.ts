import { checkOrigins } from './checkOrigins.js';
import type { Claim } from './Claim.js';
import { claims } from './claims.js';
import { claimsOf } from './claimsOf.js';
import type { ForeignFetchGrant } from './ForeignFetchGrant.js';
import type { ForeignFetchScope } from './ForeignFetchScope.js';
import { importProvider } from './importProvider.js';
import { routeStatically } from './routeStatically.js';
import { routeToProviders } from './routeToProviders.js';

/**
 * Lets a provider answer requests of this app's pages to the provider's own origins. The app's routes
 * come first, wherever in the worker's script this is called; its default handler gets what the
 * provider does not answer. To be called while the worker's script runs, as every listener is added.
 *
 * A provider that does not load, throws or claims more than it is granted is reported, as
 * `reportError` does, and answers nothing; the worker goes on without it.
 *
 * An imported script has all the authority of the app. The grant protects from mistakes, not from malice.
 *
 * @throws TypeError if the grant itself is malformed.
 *
 * @example
 * acceptForeignFetch({ script: 'https://api.vendor.example/foreign-fetch.js' });
 *
 * @public
 */
export function acceptForeignFetch(grant: ForeignFetchGrant): void {
  const { href: script, origin } = new URL(grant.script, location.href);
  const { origins = [origin], provider = () => importProvider(script, scope) } = grant;
  checkOrigins('origins', origins);

  const target = new EventTarget();
  const claimed: Claim[] = [];
  let refusal: unknown;
  const scope: ForeignFetchScope = {
    registerForeignFetch: (rule) => {
      try {
        claimed.push(...claimsOf(rule, target, script, origins));
      } catch (error) {
        // Browsers hide what a script of another origin throws.
        refusal = error;
        throw error;
      }
    },
    addEventListener: (type, listener) =>
      target.addEventListener(type, listener as (event: Event) => void),
  };
  routeToProviders();
  try {
    provider(scope);
    claims.push(...claimed);
    claims.sort((a, b) => b.scope.length - a.scope.length);
    routeStatically(claimed.filter(({ isNetwork }) => isNetwork).map(({ scope }) => scope));
  } catch (cause) {
    reportError(refusal ?? new TypeError(`${script} does not load or throws`, { cause }));
  }
}
