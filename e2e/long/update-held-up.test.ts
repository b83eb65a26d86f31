import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import '../kit/neverRetried.js';
import { eventIds } from '../kit/eventIds.js';
import { EventPublisher } from '../kit/EventPublisher.js';
import type { Stage } from '../kit/Stage.js';
import type { Tab } from '../kit/Tab.js';
import type { SiteOptions } from '../kit/Site.js';
import type { WorkerName } from '../kit/buildWorker.js';

/**
 * Milliseconds from the end of the last other request until the new version is active. It is tried again
 * every 1.5 seconds; a machine that is busy takes longer.
 */
const limit = 6000;

interface Update {
  readonly name: string;
  readonly worker: WorkerName;
  readonly options?: SiteOptions['streams'];
  readonly request: readonly [path: string, method: string];
  /** Milliseconds for which the server does not answer it. */
  readonly time: number;
  /** Whether the new version waits for a page's word, and the request begins meanwhile. */
  readonly waits?: boolean;
  /** Whether streams are forgotten when it is answered: what comes meanwhile is nobody's. */
  readonly resets?: boolean;
}

const get = ['/slow', 'GET'] as const;
const twoStrategies = { '/events': {}, '/others': {} };

const updates: readonly Update[] = [
  ...[200, 1000, 3000, 20_000].map((time) => ({
    ...{ name: `a GET of ${time} ms`, worker: 'multiplex' as const, request: get, time },
  })),
  {
    name: 'a POST that begins while the new version waits',
    ...{ worker: 'patientMultiplex', request: ['/slow', 'POST'], time: 3000, waits: true },
  },
  {
    name: 'a login that resets streams',
    ...{ worker: 'identity', options: { '/events': { resetOn: ['/login'] } } },
    ...{ request: ['/login', 'POST'], time: 3000, resets: true },
  },
  {
    name: 'a GET of 3000 ms, with two strategies',
    ...{ worker: 'identity', options: twoStrategies, request: get, time: 3000 },
  },
];

const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1));

describeInBrowsers('a new version of the worker while a request is in flight', (kit) => {
  const stream = async ({ worker, options }: Update): Promise<[Stage, EventPublisher, Tab[]]> => {
    const stage = await kit.set({ worker, ...(options && { streams: options }) });
    const publisher = new EventPublisher(stage.server, '/events', 100);
    const tabs = await stage.openTabs(3);
    await Promise.all(tabs.map((tab) => tab.listen('/events')));
    await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));
    publisher.publish(3);
    await Promise.all(tabs.map((tab) => tab.until('/events', 'event', 3)));
    return [stage, publisher, tabs];
  };

  /** Resolves when the tab is on its stream again, however often it has been sent away. */
  const untilBack = async (tab: Tab): Promise<void> => {
    const failures = async (): Promise<number> =>
      (await tab.log('/events')).filter(({ kind }) => kind === 'error').length;
    for (let seen = -1, now = await failures(); now > seen; now = await failures()) {
      seen = now;
      await tab.until('/events', 'open', seen + 1);
    }
  };

  test.each(updates)('is active soon after its end, and nothing is lost: $name', async (update) => {
    const [stage, publisher, tabs] = await stream(update);
    const { server } = stage;
    const [tab] = tabs;
    if (!tab) throw new Error('There is no tab.');
    const [path, method] = update.request;
    // Not answered before the test does.
    server.route(path, () => undefined);
    stage.deployWorker(update.worker);
    if (update.waits) await tab.updateWorker('installed');
    await tab.page.evaluate(
      (url, init) => void fetch(url, init).catch(() => undefined),
      ...([path, { method }] as const),
    );
    const asked = await server.request(path);
    const activated = update.waits ? tab.skipWaiting() : tab.updateWorker('activated');
    // What is waited for is that nothing happens.
    await new Promise((resolve) => setTimeout(resolve, update.time));
    if (!update.resets) publisher.publish(3);
    asked.respond(200, {}, 'done');
    const answeredAt = performance.now();
    await activated;
    const took = performance.now() - answeredAt;
    if (update.resets) await Promise.all(tabs.map(untilBack));
    publisher.publish(3);
    const reconnections = [];
    for (const each of tabs) {
      const log = await each.until('/events', 'event', update.resets ? 6 : 9);
      if (!update.resets) expect(eventIds(log)).toEqual(ids(9));
      expect(log.filter(({ readyState }) => readyState === 2)).toEqual([]);
      reconnections.push(log.filter(({ kind }) => kind === 'error').length);
    }
    process.stdout.write(
      `${kit.browserName}, ${update.name}: ${took.toFixed()} ms, errors ${reconnections.join()}\n`,
    );
    expect(took).toBeLessThan(limit);
    // The first try, one for each ten seconds of waiting, and the one that succeeds.
    const most = 3 + update.time / 10_000;
    for (const count of reconnections) expect(count).toBeLessThanOrEqual(most);
  });
});
