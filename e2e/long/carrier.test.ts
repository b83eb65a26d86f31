import { expect, test } from '@jest/globals';
import { carryEventStreams } from 'sse-carrier';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { eventIds } from '../kit/eventIds.js';
import { EventPublisher } from '../kit/EventPublisher.js';
import type { Stage } from '../kit/Stage.js';
import type { Tab } from '../kit/Tab.js';
import { withDeadline } from '../kit/withDeadline.js';

const carrierPath = '/event-streams';
const tabCount = 10;
const streamsPerTab = 3;
const eventCount = 1000;
const cuts = 20;

/** Milliseconds in which one more page has to load. */
const loadLimit = 2000;

const idsUpTo = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1));

interface Listener {
  readonly tab: Tab;
  readonly path: string;
  readonly publisher: EventPublisher;
}

describeInBrowsers('streams that are all different, over a carrier', (kit) => {
  /** Tabs, each with streams of its own. */
  const listenAll = async (stage: Stage, retry = 100): Promise<Listener[]> => {
    const tabs = await stage.openTabs(tabCount);
    const listeners = tabs.flatMap((tab, number) =>
      Array.from({ length: streamsPerTab }, (_, stream) => {
        const path = `/tabs/${number}/streams/${stream}`;
        return { tab, path, publisher: new EventPublisher(stage.server, path, retry) };
      }),
    );
    await Promise.all(listeners.map(({ tab, path }) => tab.listen(path)));
    await Promise.all(listeners.map(({ tab, path }) => tab.until(path, 'open', 1)));
    return listeners;
  };

  const requests = ({ server }: Stage, method: string): number =>
    server.exchanges(carrierPath).filter(({ request }) => request.method === method).length;

  test('share one connection, get a thousand events each in order, and let one more page load', async () => {
    const stage = await kit.set({ worker: 'carrier' });
    const { server } = stage;
    server.serve(carryEventStreams({ path: carrierPath }));
    const listeners = await listenAll(stage);
    for (const { publisher } of listeners) publisher.publish(eventCount);
    for (const { tab, path } of listeners) {
      const log = await tab.until(path, 'event', eventCount);
      expect(log[0]).toEqual({ kind: 'open', readyState: 1 });
      expect(eventIds(log)).toEqual(idsUpTo(eventCount));
      expect(log).toHaveLength(1 + eventCount);
      expect(server.exchanges(path)).toHaveLength(1);
    }

    const oneMore = await stage.blankTab();
    await withDeadline(oneMore.load(stage.url), loadLimit, () => 'Expected: one more page loads');
    expect(requests(stage, 'GET')).toBe(1);
    expect(
      server.connected(carrierPath).filter(({ request }) => request.method === 'GET'),
    ).toHaveLength(1);
  });

  test('lose and double nothing when it is cut twenty times, and come back with one GET and one POST', async () => {
    const stage = await kit.set({ worker: 'carrier' });
    const { server } = stage;
    server.serve(carryEventStreams({ path: carrierPath, window: false }));
    const listeners = await listenAll(stage);
    for (const { publisher } of listeners) publisher.publish();
    await Promise.all(listeners.map(({ tab, path }) => tab.until(path, 'event', 1)));
    const posts = requests(stage, 'POST');

    let published = 1;
    for (let cut = 1; cut <= cuts; cut++) {
      for (const { publisher } of listeners) publisher.publish(3);
      published += 3;
      const connections = server.connected(carrierPath);
      for (const connection of connections) connection.destroy();
      for (const { publisher } of listeners) publisher.publish();
      published++;
      await Promise.all(listeners.map(({ tab, path }) => tab.untilCount(path, 'event', published)));
      await Promise.all(listeners.map(({ tab, path }) => tab.untilCount(path, 'open', 1 + cut)));
    }
    for (const { tab, path } of listeners) {
      expect(eventIds(await tab.log(path))).toEqual(idsUpTo(published));
    }
    expect(requests(stage, 'GET')).toBe(1 + cuts);
    expect(requests(stage, 'POST') - posts).toBe(cuts);
  });
});
