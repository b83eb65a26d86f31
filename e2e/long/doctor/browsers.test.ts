import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { examine } from '../../../packages/sse-doctor/src/index.js';
import type { Outcome, Report, Way } from '../../../packages/sse-doctor/src/index.js';
import { faults } from '../../../packages/sse-doctor/src/serve/faults.js';
import { FaultServer } from '../../../packages/sse-doctor/src/serve/FaultServer.js';
import { describeInBrowsers } from '../../kit/describeInBrowsers.js';
import type { SiteOptions } from '../../kit/Site.js';
import { FaultWatch } from './FaultWatch.js';
import { inParallel } from './inParallel.js';

/** With the clock one fewer than the connections that a browser has to a host. */
const atOnce = 4;
/** Each has a browser context of its own, and so connections of its own. */
const sites = 3;
/** Any that is not the streams' own. */
const origin = 'http://127.0.0.1:1';

let server: FaultServer;
const reports = new Map<string, Report>();

const streams = [
  { name: 'healthy', options: undefined, withCredentials: false },
  ...faults.map(({ name, code, options }) => ({
    name,
    options,
    withCredentials: code === 'credentials-refused' || options?.credentials === true,
  })),
];

beforeAll(async () => {
  server = await FaultServer.start();
  await inParallel(streams, 8, async ({ name, options, withCredentials }) => {
    const url = `${server.origin}/${name}`;
    const given = { origin, timeout: 5000, ...options, credentials: withCredentials };
    reports.set(name, await examine(url, given));
  });
}, 180_000);

afterAll(() => server.stop());

type Outcomes = Record<string, Outcome | undefined>;

describeInBrowsers('a stream with one fault', (kit) => {
  const foretold = (way: (withCredentials: boolean) => Way): Outcomes =>
    Object.fromEntries(
      streams.map(({ name, withCredentials }) => {
        const verdicts = reports.get(name)?.verdicts;
        const verdict = verdicts?.find((one) => one.way === way(withCredentials));
        return [name, kit.browserName === 'chrome' ? verdict?.chromium : verdict?.firefox];
      }),
    );

  /** A few streams at a time, on each of several sites. */
  const seen = async (options: SiteOptions): Promise<Outcomes> => {
    const outcomes: Outcomes = {};
    const starts = Array.from(
      { length: Math.ceil(streams.length / atOnce) },
      (_, index) => index * atOnce,
    ).values();
    const watch = async (): Promise<void> => {
      const tab = await (await kit.set(options)).openControlledTab();
      const watcher = await FaultWatch.start(tab, `${server.origin}/healthy`);
      for (const start of starts) {
        const batch = streams.slice(start, start + atOnce).map(({ name, withCredentials }) => ({
          name,
          withCredentials,
          url: `${server.origin}/${name}`,
        }));
        for (const [name, outcome] of await watcher.outcomes(batch)) outcomes[name] = outcome;
      }
    };
    await Promise.all(Array.from({ length: sites }, watch));
    return outcomes;
  };

  test('does what the doctor has foretold, natively', async () => {
    const outcomes = await seen({});
    expect(outcomes).toEqual(
      foretold((withCredentials) => (withCredentials ? 'native-with-credentials' : 'native')),
    );
  }, 600_000);

  test('does what the doctor has foretold, through the worker that multiplexes', async () => {
    const outcomes = await seen({ worker: 'multiplex' });
    expect(outcomes).toEqual(foretold(() => 'worker-multiplex'));
  }, 600_000);
});
