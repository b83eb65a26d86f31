import { InvalidOptionError } from 'workbox-sse';
import type { EventStreamProvider, ProviderSharing } from './EventStreamProvider.js';

const sharing: Readonly<Record<keyof ProviderSharing, true>> = {
  ignoreURLParametersMatching: true,
  shareKey: true,
  varyOn: true,
  join: true,
  resume: true,
  silence: true,
  session: true,
};

/**
 * The scopes of a rule as whole URLs.
 *
 * @throws {@link InvalidOptionError} if it is no rule.
 */
export function checkProvider(place: string, provider: EventStreamProvider): string[] {
  // A rule may be written in JavaScript, or come from a file.
  const rule = provider as Partial<EventStreamProvider> | undefined | null;
  const check = (valid: boolean, option: string, expected: string, value: unknown): void => {
    if (!valid) throw new InvalidOptionError(place + option, expected, value);
  };
  check(typeof rule === 'object' && rule !== null, '', 'a rule {name, scopes, share}', rule);
  const { name, scopes, share } = rule as Partial<EventStreamProvider>;
  check(typeof name === 'string' && name !== '', '.name', 'a name', name);
  check(Array.isArray(scopes) && scopes.length > 0, '.scopes', 'a list of URL prefixes', scopes);
  const urls = (scopes as readonly string[]).map((scope) => {
    check(
      typeof scope === 'string' && URL.canParse(scope, location.href),
      '.scopes',
      'URL prefixes',
      scope,
    );
    return new URL(scope, location.href).href;
  });
  check(
    share === false || (typeof share === 'object' && share !== null),
    '.share',
    'options, or false',
    share,
  );
  for (const option of Object.keys(typeof share === 'object' ? share : {})) {
    check(option in sharing, '.share', `some of ${Object.keys(sharing).join(', ')}`, option);
  }
  return urls;
}
