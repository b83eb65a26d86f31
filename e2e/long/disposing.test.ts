import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { eventIds } from '../kit/eventIds.js';
import { EventPublisher } from '../kit/EventPublisher.js';

describeInBrowsers('a strategy that is disposed of', (kit) => {
  test('leaves its tabs to the browser, which loses and doubles nothing; and a tab whose answer is awaited, unnoticed', async () => {
    const stage = await kit.set({ worker: 'multiplex' });
    const { server } = stage;
    const publisher = new EventPublisher(server, '/events', 100);
    server.route('/slow', (exchange, attempt) => {
      if (attempt > 1) void exchange.open().write('data: there\n\n');
    });
    const tabs = await stage.openTabs(3);
    const [first] = tabs;
    await Promise.all(tabs.map((tab) => tab.listen('/events')));
    await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));
    publisher.publish(3);
    await Promise.all(tabs.map((tab) => tab.until('/events', 'event', 3)));
    await server.untilConnected('/events', 1);
    await first?.listen('/slow');
    const slow = await server.request('/slow');

    await first?.page.evaluate(() => navigator.serviceWorker.controller?.postMessage('dispose'));
    publisher.publish(3);
    for (const tab of tabs) {
      const log = await tab.until('/events', 'event', 6);
      expect(eventIds(log)).toEqual(['1', '2', '3', '4', '5', '6']);
      const errors = log.filter(({ kind }) => kind === 'error');
      expect(errors.map(({ readyState }) => readyState)).toEqual([0]);
    }
    await server.untilConnected('/events', tabs.length);
    const log = await first?.until('/slow', 'event', 1);
    expect(log?.map(({ kind }) => kind)).toEqual(['open', 'event']);
    await server.until('the end of what the worker asked', () => slow.state === 'left');
  });
});
