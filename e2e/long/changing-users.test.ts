import { testDeepCookies } from '../identity/testDeepCookies.js';
import { testLifetimes } from '../identity/testLifetimes.js';
import { testLogins } from '../identity/testLogins.js';
import { testSituations } from '../identity/testSituations.js';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import '../kit/neverRetried.js';

/** Nobody may be shown a name that is not his, whenever in a stream's life the user changes, and however. */
describeInBrowsers('a user gets', (kit) => {
  testSituations(kit);
  testLogins(kit);
  testDeepCookies(kit);
  testLifetimes(kit);
});
