import { carryEventStreams } from 'sse-carrier';
import { testKeys } from '../identity/testKeys.js';
import { testLifetimes } from '../identity/testLifetimes.js';
import { testLogins } from '../identity/testLogins.js';
import { testRefusals } from '../identity/testRefusals.js';
import { testSituations } from '../identity/testSituations.js';
import { testTokens } from '../identity/testTokens.js';
import { type BrowserKit, describeInBrowsers } from '../kit/describeInBrowsers.js';
import '../kit/neverRetried.js';
import type { SiteOptions } from '../kit/Site.js';

const path = '/event-streams';

/** Every stream of every strategy comes by one carrier. */
const carried = (kit: BrowserKit): BrowserKit => ({
  ...kit,
  set: async (options: SiteOptions = {}) => {
    const streams = Object.entries(options.streams ?? {}).map(
      ([stream, given]) => [stream, { ...given, carrier: path }] as const,
    );
    const stage = await kit.set({ ...options, streams: Object.fromEntries(streams) });
    stage.server.serve(carryEventStreams({ path }));
    return stage;
  },
});

/** The tests of `e2e/identity`, with a carrier in between. */
describeInBrowsers('over a carrier, a user gets', (kit) => {
  const carriedKit = carried(kit);
  testKeys(carriedKit);
  testSituations(carriedKit);
  testLogins(carriedKit);
  testLifetimes(carriedKit);
  testRefusals(carriedKit);
  testTokens(carriedKit);
});
