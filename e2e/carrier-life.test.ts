import { expect, test } from '@jest/globals';
import { carryEventStreams } from 'sse-carrier';
import { stopWorkers } from './kit/AppStage.js';
import { type BrowserKit, describeInBrowsers } from './kit/describeInBrowsers.js';
import { eventIds } from './kit/eventIds.js';
import { EventPublisher } from './kit/EventPublisher.js';
import './kit/neverRetried.js';
import type { SiteOptions } from './kit/Site.js';
import type { Stage } from './kit/Stage.js';
import { StuckTab } from './kit/StuckTab.js';
import type { Tab } from './kit/Tab.js';
import { workerMemory } from './kit/workerMemory.js';

const carrierPath = '/event-streams';
const tabCount = 5;
const MB = 1_000_000;

/** Firefox stops a worker by itself, which would take 30 seconds. */
const impatientFirefox = {
  'dom.serviceWorkers.idle_timeout': 1000,
  'dom.serviceWorkers.idle_extended_timeout': 1000,
};

const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1));

interface Listener {
  readonly tab: Tab;
  readonly path: string;
  readonly publisher: EventPublisher;
}

const stream = async (
  kit: BrowserKit,
  options: SiteOptions,
): Promise<{ stage: Stage; listeners: Listener[] }> => {
  const stage = await kit.set(options);
  stage.server.serve(carryEventStreams({ path: carrierPath }));
  const tabs = await stage.openTabs(tabCount);
  const listeners = tabs.map((tab, number) => {
    const path = `/tabs/${number}`;
    return { tab, path, publisher: new EventPublisher(stage.server, path, 100) };
  });
  await Promise.all(listeners.map(({ tab, path }) => tab.listen(path)));
  await Promise.all(listeners.map(({ tab, path }) => tab.until(path, 'open', 1)));
  for (const { publisher } of listeners) publisher.publish(3);
  await Promise.all(listeners.map(({ tab, path }) => tab.until(path, 'event', 3)));
  return { stage, listeners };
};

const lostNothing = async (
  stage: Stage,
  listeners: readonly Listener[],
  count: number,
): Promise<void> => {
  for (const { tab, path } of listeners)
    expect(eventIds(await tab.until(path, 'event', count))).toEqual(ids(count));
  await stage.server.untilConnected(carrierPath, 1, 'GET');
};

describeInBrowsers(
  'streams over a carrier whose worker dies',
  (kit) => {
    test('lose nothing when the worker is killed, and are one connection again', async () => {
      const { stage, listeners } = await stream(kit, {
        worker: 'carrier',
        helpers: ['reviveEventSources'],
      });
      const [first] = listeners as [Listener];
      if (kit.browserName === 'chrome') await stopWorkers(first.tab.page);
      await Promise.all(listeners.map(({ tab, path }) => tab.until(path, 'error', 1)));
      for (const { publisher } of listeners) publisher.publish(3);
      await lostNothing(stage, listeners, 6);
    });
  },
  impatientFirefox,
);

describeInBrowsers('streams over a carrier', (kit) => {
  const isChromium = kit.browserName === 'chrome';

  test('lose nothing when a new version of the worker takes over', async () => {
    const { stage, listeners } = await stream(kit, { worker: 'carrier' });
    stage.deployWorker('carrier');
    await listeners[0]?.tab.updateWorker('activated');
    for (const { publisher } of listeners) publisher.publish(3);
    await lostNothing(stage, listeners, 6);
  });

  test('are not held up by a tab that takes nothing; memory is bounded on both sides', async () => {
    const { stage, listeners } = await stream(kit, { worker: 'carrier' });
    const [slow, ...others] = listeners as [Listener, ...Listener[]];
    const { server } = stage;
    let sent = 0;
    server.route('/flood', (exchange) => {
      exchange.open();
      void (async () => {
        while (exchange.state === 'streaming' && sent < 200 * MB) {
          await exchange.write(`data: ${'x'.repeat(10_000)}\n\n`);
          sent += 10_000;
        }
      })();
    });
    const before = isChromium ? await workerMemory(slow.tab) : 0;
    await slow.tab.listen('/flood');
    await slow.tab.until('/flood', 'open', 1);
    const stuck = await StuckTab.busy(slow.tab, server);
    for (let turn = 1; turn <= 20; turn++) {
      for (const { publisher } of others) publisher.publish();
      await Promise.all(others.map(({ tab, path }) => tab.until(path, 'event', 3 + turn)));
    }
    if (isChromium) {
      expect((await workerMemory(others[0]?.tab ?? slow.tab)) - before).toBeLessThan(20 * MB);
    }
    for (const { tab, path } of others) expect(eventIds(await tab.log(path))).toEqual(ids(23));
    await stuck.release();
  });
});
