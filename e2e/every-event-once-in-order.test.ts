import { expect, test } from '@jest/globals';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import './kit/neverRetried.js';
import { EventPublisher } from './kit/EventPublisher.js';

const tabCount = 10;
const drops = 50;

describeInBrowsers('ten tabs on one stream', (kit) => {
  test('get every event once and in order while the server drops everybody fifty times', async () => {
    const stage = await kit.set({ worker: 'multiplex' });
    const { server } = stage;
    const publisher = new EventPublisher(server, '/events', 20);
    const tabs = await stage.openTabs(tabCount);
    await Promise.all(tabs.map((tab) => tab.listen('/events')));
    await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));
    publisher.publish();
    // Before its first event a page has no ID with which a server could resume.
    await Promise.all(tabs.map((tab) => tab.until('/events', 'event', 1)));

    for (let drop = 1; drop <= drops; drop++) {
      publisher.publish(3);
      // In turn: right behind an event, in the middle of one, and with one published meanwhile.
      await publisher.dropAll({ midBlock: drop % 2 === 0 });
      if (drop % 3 === 0) publisher.publish();
      await server.request('/events', drop + 1);
    }
    publisher.publish();

    const published = 1 + 3 * drops + Math.floor(drops / 3) + 1;
    const ids = Array.from({ length: published }, (_, index) => String(index + 1));
    for (const tab of tabs) {
      await tab.until('/events', 'event', published);
      const log = await tab.log('/events');
      expect(log.flatMap((entry) => (entry.kind === 'event' ? [entry.lastEventId] : []))).toEqual(
        ids,
      );
    }
    expect(server.exchanges('/events')).toHaveLength(drops + 1);
    await server.untilConnected('/events', 1);
  });
});
