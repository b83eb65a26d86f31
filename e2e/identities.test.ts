import { testDeepCookies } from './identity/testDeepCookies.js';
import { testKeys } from './identity/testKeys.js';
import { testLifetimes } from './identity/testLifetimes.js';
import { testLogins } from './identity/testLogins.js';
import { testRefusals } from './identity/testRefusals.js';
import { testSituations } from './identity/testSituations.js';
import { testTokens } from './identity/testTokens.js';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import './kit/neverRetried.js';

/**
 * The server puts into every comment, ID and datum for whom it took the request. Nobody may be shown a
 * name that is not his.
 */
describeInBrowsers('a user gets', (kit) => {
  testKeys(kit);
  testSituations(kit);
  testLogins(kit);
  testDeepCookies(kit);
  testLifetimes(kit);
  testRefusals(kit);
  testTokens(kit);
});
