import { describe, expect, test } from '@jest/globals';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import './kit/neverRetried.js';
import { eventIds } from './kit/eventIds.js';
import { EventPublisher } from './kit/EventPublisher.js';

const bypasses = [
  ['bypass', 'development'],
  ['bypass', 'production'],
  ['bypassRoute', 'development'],
  ['bypassRoute', 'production'],
] as const;

describeInBrowsers('an event stream under a NetworkFirst default', (kit) => {
  describe.each(bypasses)('with the worker %s, %s build', (worker, build) => {
    test('resumes with Last-Event-ID; the worker neither answers nor fetches', async () => {
      const stage = await kit.set({ worker, build });
      const { server } = stage;
      const publisher = new EventPublisher(server, '/events');
      const tab = await stage.openTab();
      await tab.listen('/events');
      await tab.until('/events', 'open', 1);
      publisher.publish(3);
      await tab.until('/events', 'event', 3);

      await publisher.dropAll({ midBlock: true });
      publisher.publish(2);
      const log = await tab.until('/events', 'event', 5);

      expect(eventIds(log)).toEqual(['1', '2', '3', '4', '5']);
      expect(server.exchanges('/events').map(({ request }) => request.lastEventId)).toEqual([
        undefined,
        '3',
      ]);
      expect(await tab.observeWorker('/events', 2)).toEqual({
        fetchEvents: 2,
        answers: 0,
        fetches: 0,
      });
      if (kit.browserName === 'chrome') {
        expect(tab.responses('/events').map((one) => one.fromServiceWorker())).toEqual([
          false,
          false,
        ]);
      }
    });

    test('loses its connection when the page is closed', async () => {
      const stage = await kit.set({ worker, build });
      const { server } = stage;
      new EventPublisher(server, '/events');
      const [staying, leaving] = await stage.openTabs(2);
      await staying?.listen('/events');
      const kept = await server.request('/events', 1);
      await leaving?.listen('/events');
      const left = await server.request('/events', 2);

      await leaving?.close();
      await server.until('the second connection closed', () => left.state === 'left');
      expect(kept.state).toBe('streaming');
    });
  });

  test('without a bypass is answered by the worker, which fetches it', async () => {
    const stage = await kit.set({ worker: 'networkFirst' });
    const { server } = stage;
    new EventPublisher(server, '/events');
    const tab = await stage.openTab();
    await tab.listen('/events');
    await tab.until('/events', 'open', 1);

    expect(await tab.observeWorker('/events', 1)).toEqual({
      fetchEvents: 1,
      answers: 1,
      fetches: 1,
    });
    if (kit.browserName === 'chrome') {
      expect(tab.responses('/events').map((one) => one.fromServiceWorker())).toEqual([true]);
    }
  });
});
