import { expect, test } from '@jest/globals';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import './kit/neverRetried.js';
import { EventPublisher } from './kit/EventPublisher.js';
import { eventIds } from './kit/eventIds.js';
import type { Stage } from './kit/Stage.js';
import type { Tab } from './kit/Tab.js';

const tabCount = 10;

/** Milliseconds: an update that a stream held up would take 300,000. */
const limit = 2000;

const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1));

describeInBrowsers('a new version of the worker while ten tabs stream', (kit) => {
  const stream = async (
    worker: 'multiplex' | 'patientMultiplex' | 'serwist',
    count = tabCount,
  ): Promise<{ stage: Stage; publisher: EventPublisher; tabs: Tab[] }> => {
    const stage = await kit.set({ worker });
    stage.server.file('/offline.html', 'text/html', 'offline');
    const publisher = new EventPublisher(stage.server, '/events', 100);
    const tabs = await stage.openTabs(count);
    await Promise.all(tabs.map((tab) => tab.listen('/events')));
    await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));
    publisher.publish(3);
    await Promise.all(tabs.map((tab) => tab.until('/events', 'event', 3)));
    return { stage, publisher, tabs };
  };

  const lostNothing = async (tabs: readonly Tab[], count: number): Promise<void> => {
    for (const tab of tabs) {
      const log = await tab.until('/events', 'event', count);
      expect(eventIds(log)).toEqual(ids(count));
      expect(log.filter(({ readyState }) => readyState === 2)).toEqual([]);
    }
  };

  test.each([
    ['multiplex', 'multiplex'],
    ['multiplex', 'bypass'],
    ['serwist', 'serwist'],
  ] as const)(
    'takes over at once when it skips waiting (from %s to %s), and nothing is lost',
    async (old, next) => {
      // Without a worker that shares, there are six connections for all.
      const count = next === 'bypass' ? 5 : tabCount;
      const { stage, publisher, tabs } = await stream(old, count);
      stage.deployWorker(next);
      const took = tabs[0]?.updateWorker('activated');
      publisher.publish(3);
      expect(await took).toBeLessThan(limit);
      publisher.publish(3);
      await lostNothing(tabs, 9);
    },
  );

  test('takes over when a page tells it to, and nothing is lost', async () => {
    const { stage, publisher, tabs } = await stream('patientMultiplex');
    stage.deployWorker('patientMultiplex');
    await tabs[0]?.updateWorker('installed');
    publisher.publish(3);
    await lostNothing(tabs, 6);

    const took = tabs[0]?.skipWaiting();
    publisher.publish(3);
    expect(await took).toBeLessThan(limit);
    publisher.publish(3);
    await lostNothing(tabs, 12);
  });

  test('costs at most one reconnection while it waits, and the tabs still share', async () => {
    const { stage, publisher, tabs } = await stream('patientMultiplex');
    stage.deployWorker('patientMultiplex');
    await tabs[0]?.updateWorker('installed');
    publisher.publish(3);
    await lostNothing(tabs, 6);
    for (const tab of tabs) {
      const errors = (await tab.log('/events')).filter(({ kind }) => kind === 'error');
      expect(errors.length).toBeLessThanOrEqual(1);
    }
    await stage.server.untilConnected('/events', 1);
  });
});
