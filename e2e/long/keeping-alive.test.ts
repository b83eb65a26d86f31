import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { eventIds } from '../kit/eventIds.js';
import { EventPublisher } from '../kit/EventPublisher.js';
import type { PageHelper } from '../kit/page/PageHelper.js';

/** Firefox ends a worker 30 seconds after the last event that came to it. */
const seconds = 36;

const ids = Array.from({ length: seconds }, (_, index) => String(index + 1));

describeInBrowsers('Firefox’s worker, while its tabs stream', (kit) => {
  /** Two tabs that stream for so long; resolves with how often either has seen its connection break. */
  const stream = async (helpers: PageHelper[]): Promise<number[]> => {
    const stage = await kit.set({ worker: 'multiplex', helpers });
    const { server } = stage;
    const publisher = new EventPublisher(server, '/events', 3000);
    await stage.openTab();
    const tabs = await stage.openTabs(2);
    for (const tab of tabs) await tab.listen('/events');
    for (const tab of tabs) await tab.untilCount('/events', 'open', 1);
    const clock = setInterval(() => publisher.publish(), 1000);
    try {
      // In parts, because each has a deadline.
      for (let count = 4; count <= seconds; count += 4)
        for (const tab of tabs) await tab.untilCount('/events', 'event', count);
    } finally {
      clearInterval(clock);
    }
    const logs = await Promise.all(tabs.map((tab) => tab.log('/events')));
    for (const log of logs) expect(eventIds(log).slice(0, seconds)).toEqual(ids);
    expect(server.exchanges('/events')).toHaveLength(1);
    return logs.map((log) => log.filter(({ kind }) => kind === 'error').length);
  };

  test('is kept by pages that answer, unnoticed, and otherwise by one tab at a time that comes back', async () => {
    // A debugger keeps Chromium's workers alive.
    if (kit.browserName === 'chrome') return;
    const [helped, alone] = await Promise.all([stream(['keepEventStreamsAlive']), stream([])]);
    expect(helped).toEqual([0, 0]);
    // One after 20 seconds, the other after 40, if this took so long.
    expect([
      [0, 1],
      [1, 1],
    ]).toContainEqual(alone.sort());
  });
});
