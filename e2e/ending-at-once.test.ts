import { expect, test } from '@jest/globals';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import type { Tab } from './kit/Tab.js';

const gap = 'event-stream-gap';
const tabCount = 3;
const polls = 4;

describeInBrowsers('tabs on a server that ends each answer at once', (kit) => {
  test.each([
    ['without IDs', (n: number) => `retry: 600\ndata: ${n}\n\n`],
    [
      'with an ID that it does not know again',
      (n: number) => `retry: 600\nid: ${n}\ndata: ${n}\n\n`,
    ],
  ])('%s get one answer each time, as natively, and make no more requests', async (_, answer) => {
    const stage = await kit.set({ worker: 'multiplex' });
    const { server } = stage;
    server.route('/poll', (exchange, attempt) => {
      void exchange.open().write(answer(attempt));
      exchange.end();
    });
    await stage.openTab();
    const tabs = await stage.openTabs(tabCount);
    for (const tab of tabs) {
      await tab.listen('/poll', { events: [gap] });
      await tab.until('/poll', 'event', 1);
    }
    await Promise.all(tabs.map((tab) => tab.until('/poll', 'event', polls)));
    await Promise.all(tabs.map((tab) => tab.stop('/poll')));
    const logs = await Promise.all(tabs.map((tab: Tab) => tab.log('/poll')));
    const counts = logs.map((log) => ({
      opened: log.filter(({ kind }) => kind === 'open').length,
      events: log.flatMap((entry) => (entry.kind === 'event' ? [entry.data] : [])),
    }));
    for (const { opened, events } of counts) {
      expect(events).not.toContainEqual(expect.stringContaining('reason'));
      expect(events).toHaveLength(opened);
      expect(new Set(events).size).toBe(opened);
    }
    // One may be under way when its tab closes the EventSource.
    const native = counts.reduce((sum, { opened }) => sum + opened, 0) + tabCount;
    expect(server.exchanges('/poll').length).toBeLessThanOrEqual(native);
  });
});
