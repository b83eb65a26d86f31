import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import '../kit/neverRetried.js';
import { eventIds } from '../kit/eventIds.js';
import { EventPublisher } from '../kit/EventPublisher.js';
import { StuckTab } from '../kit/StuckTab.js';
import { workerMemory } from '../kit/workerMemory.js';

const MB = 1_000_000;

/** Of `maxQueueBytes`, the default. */
const bound = 4 * 1024 * 1024;

/** Bytes of an event, next to all of which are a comment, so that they cost a page nothing. */
const size = 100_000;

/** Events that are sent at once: less than may wait for a tab. */
const batch = 20;

/** More events than these are never sent. */
const most = 480;

/**
 * Milliseconds for which a busy tab takes nothing at all: in Firefox, it takes events while it waits for
 * an answer in between.
 */
const busyFor = 10_000;

const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1));

describeInBrowsers('a tab that takes nothing', (kit) => {
  const isChromium = kit.browserName === 'chrome';
  const tabCount = isChromium ? 10 : 5;
  const least = isChromium ? 240 : 120;

  test('is closed alone and comes back to all events; the others are on time', async () => {
    const stage = await kit.set({ worker: 'multiplex', helpers: ['keepEventStreamsAlive'] });
    const { server } = stage;
    const padding = `\n:${'x'.repeat(size)}`;
    const publisher = new EventPublisher(server, '/events', 100, (n) => `event ${n}${padding}`);
    // One that was there before the worker may have had events from elsewhere.
    await stage.openTab();
    const tabs = await stage.openTabs(tabCount);
    await Promise.all(tabs.map((tab) => tab.listen('/events', { events: ['event-stream-gap'] })));
    await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));
    const [busy, idle, ...others] = tabs;
    if (!busy || !idle) throw new Error('There are too few tabs.');
    const stuck = [await StuckTab.busy(busy, server, busyFor)];
    if (isChromium) stuck.push(await StuckTab.frozen(idle));
    else others.push(idle);

    const before = isChromium ? await workerMemory(busy) : 0;
    const overflows = async (): Promise<number> =>
      (await others[0]?.inspect())?.[0]?.totals.overflows ?? 0;
    // As fast as the others take them, until it is too much for those that are stuck.
    let events = 0;
    while (events < least || (events < most && (await overflows()) < stuck.length)) {
      publisher.publish(batch);
      events += batch;
      await Promise.all(others.map((tab) => tab.untilCount('/events', 'event', events)));
    }
    const logs = await Promise.all(others.map((tab) => tab.log('/events')));
    const after = isChromium ? await workerMemory(busy) : 0;
    expect(after - before).toBeLessThan(stuck.length * bound + 10 * MB);
    for (const log of logs) {
      expect(eventIds(log)).toEqual(ids(events));
      expect(log.filter(({ kind }) => kind === 'error')).toEqual([]);
    }
    const overflowed = await overflows();
    // In Firefox the page may come back between two loops, over a connection of its own, and be too slow again.
    expect(isChromium ? overflowed : Math.min(overflowed, 1)).toBe(stuck.length);
    const first = server.exchanges('/events').filter(({ request }) => !request.lastEventId);
    expect(first).toHaveLength(1);

    for (const tab of stuck) await tab.release();
    for (const { tab } of stuck) {
      const log = await tab.until('/events', 'event', events);
      expect(eventIds(log)).toEqual(ids(events));
    }
    await server.untilConnected('/events', 1);
  });
});
