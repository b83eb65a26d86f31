import { expect, test } from '@jest/globals';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import './kit/neverRetried.js';
import { eventIds } from './kit/eventIds.js';
import { EventPublisher } from './kit/EventPublisher.js';
import { StuckTab } from './kit/StuckTab.js';
import { workerMemory } from './kit/workerMemory.js';

const MB = 1_000_000;

/** Of `maxQueueBytes`, the default. */
const bound = 4 * 1024 * 1024;

/** Bytes of an event, next to all of which are a comment, so that they cost a page nothing. */
const size = 100_000;

/** Events that are sent at once: less than may wait for a tab. */
const batch = 20;

const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1));

describeInBrowsers('a tab that takes nothing', (kit) => {
  const isChromium = kit.browserName === 'chrome';
  const tabCount = isChromium ? 10 : 5;
  const events = isChromium ? 240 : 120;

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
    const stuck = [await StuckTab.busy(busy, server)];
    if (isChromium) stuck.push(await StuckTab.frozen(idle));
    else others.push(idle);

    const before = isChromium ? await workerMemory(busy) : 0;
    // As fast as the others take them.
    for (let sent = 0; sent < events; sent += batch) {
      publisher.publish(batch);
      await Promise.all(others.map((tab) => tab.untilCount('/events', 'event', sent + batch)));
    }
    const logs = await Promise.all(others.map((tab) => tab.log('/events')));
    const after = isChromium ? await workerMemory(busy) : 0;
    expect(after - before).toBeLessThan(stuck.length * bound + 10 * MB);
    for (const log of logs) {
      expect(eventIds(log)).toEqual(ids(events));
      expect(log.filter(({ kind }) => kind === 'error')).toEqual([]);
    }
    const [snapshot] = (await others[0]?.inspect()) ?? [];
    // In Firefox the loop leaves room for the page to come back, over a connection of its own.
    const overflows = snapshot?.totals.overflows ?? 0;
    expect(isChromium ? overflows : Math.min(overflows, 1)).toBe(stuck.length);
    const first = server.exchanges('/events').filter(({ request }) => !request.lastEventId);
    expect(first).toHaveLength(1);

    for (const tab of stuck) await tab.release();
    for (const { tab } of stuck) {
      const log = await tab.until('/events', 'event', events);
      expect(eventIds(log)).toEqual(ids(events));
    }
    await server.until('one connection', () => server.connected('/events').length === 1);
  });
});
