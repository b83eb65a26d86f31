import { testKeys } from './identity/testKeys.js';
import { testRefusals } from './identity/testRefusals.js';
import { testTokens } from './identity/testTokens.js';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import './kit/neverRetried.js';

/**
 * The server puts into every comment, ID and datum for whom it took the request. Nobody may be shown a
 * name that is not his, whatever tells users apart.
 */
describeInBrowsers('a user gets', (kit) => {
  testKeys(kit);
  testRefusals(kit);
  testTokens(kit);
});
