import { expect, test } from '@jest/globals';
import { stopWorkers } from './kit/AppStage.js';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import './kit/neverRetried.js';
import { EventPublisher } from './kit/EventPublisher.js';
import { eventIds } from './kit/eventIds.js';
import type { Tab } from './kit/Tab.js';

const gap = 'event-stream-gap';

describeInBrowsers('a tab that comes back', (kit) => {
  test('with an ID that the worker no longer keeps gets everything; connections go 1, 2, 1', async () => {
    const multiplex = { replay: { events: 2 } };
    const stage = await kit.set({ worker: 'multiplex', multiplex });
    const { server } = stage;
    const publisher = new EventPublisher(server, '/events');
    const [first, other] = await stage.openTabs(2);
    await first?.listen('/events');
    await first?.until('/events', 'open', 1);
    publisher.publish(10);
    await first?.until('/events', 'event', 10);
    expect(server.connected('/events')).toHaveLength(1);

    // A client that shows its ID in every browser, and that has been away for long.
    await other?.read('/events', { accept: 'text/event-stream', 'last-event-id': '3' });
    await server.until('a second connection', () => server.exchanges('/events').length === 2);
    expect(server.exchanges('/events')[1]?.request.lastEventId).toBe('3');
    await other?.untilRead('/events', 'data: event 10\n');
    await server.untilConnected('/events', 1);
    publisher.publish(2);
    const text = await other?.untilRead('/events', 'data: event 12\n');

    expect(text?.match(/(?<=data: event )\d+/g)).toEqual(
      [4, 5, 6, 7, 8, 9, 10, 11, 12].map(String),
    );
    expect(server.exchanges('/events')).toHaveLength(2);
    await first?.until('/events', 'event', 12);
  });

  test('to a stream without IDs loses only what was sent while nobody was connected', async () => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { join: 'live' } });
    const { server } = stage;
    const send = (text: string): void => {
      for (const exchange of server.connected('/plain')) void exchange.write(`data: ${text}\n\n`);
    };
    server.route('/plain', (exchange) => void exchange.open().write('retry: 100\n\n'));
    await stage.openTab();
    const tabs = await stage.openTabs(3);
    for (const tab of tabs) {
      await tab.listen('/plain', { events: [gap] });
      await tab.until('/plain', 'open', 1);
    }
    for (let connection = 1; connection <= 3; connection++) {
      for (const number of [1, 2, 3]) send(`${connection}.${number}`);
      await Promise.all(tabs.map((tab) => tab.untilData('/plain', `${connection}.3`)));
      server.connected('/plain')[0]?.destroy();
      // Whoever is connected again gets what is sent from here on; the others replay it.
      await server.request('/plain', connection + 1);
    }
    send('end');

    const lost = '{"reason":"not-resumed"}';
    for (const tab of tabs) {
      expect(await tab.untilData('/plain', 'end')).toEqual([
        ...['1.1', '1.2', '1.3', lost, '2.1', '2.2', '2.3', lost, '3.1', '3.2', '3.3', lost, 'end'],
      ]);
    }
    expect(server.exchanges('/plain')).toHaveLength(4);
  });

  test('notices nothing of a drop when the worker reconnects', async () => {
    const multiplex = { reconnect: 'worker' } as const;
    const stage = await kit.set({ worker: 'multiplex', multiplex });
    const { server } = stage;
    const publisher = new EventPublisher(server, '/events', 50);
    const tabs = await stage.openTabs(3);
    await Promise.all(tabs.map((tab) => tab.listen('/events')));
    await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));
    publisher.publish();
    await Promise.all(tabs.map((tab) => tab.untilData('/events', 'event 1')));
    for (let drop = 1; drop <= 5; drop++) {
      await publisher.dropAll({ midBlock: true });
      publisher.publish();
      await server.request('/events', drop + 1);
    }
    publisher.publish();

    for (const tab of tabs) {
      const all = Array.from({ length: 7 }, (_, index) => `event ${index + 1}`);
      expect(await tab.untilData('/events', 'event 7')).toEqual(all);
      const kinds = (await tab.log('/events')).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind !== 'event')).toEqual(['open']);
    }
    expect(server.exchanges('/events')).toHaveLength(6);
  });

  if (kit.browserName === 'chrome') {
    test('loses nothing though the worker is ended while it is away', async () => {
      const stage = await kit.set({ worker: 'multiplex', multiplex: { join: 'live' } });
      const { server } = stage;
      const publisher = new EventPublisher(server, '/events', 3000);
      const tabs = await stage.openTabs(3);
      await Promise.all(tabs.map((tab) => tab.listen('/events')));
      await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));
      publisher.publish(2);
      await Promise.all(tabs.map((tab) => tab.until('/events', 'event', 2)));

      const [first] = tabs as [Tab];
      await publisher.dropAll();
      await Promise.all(tabs.map((tab) => tab.until('/events', 'error', 1)));
      await first.untilStored('"lastEventId":"2"');
      await stopWorkers(first.page);
      publisher.publish(2);
      await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 2)));
      publisher.publish();
      for (const tab of tabs) {
        const log = await tab.until('/events', 'event', 5);
        expect(eventIds(log)).toEqual(['1', '2', '3', '4', '5']);
      }
      expect(server.exchanges('/events').map(({ request }) => request.lastEventId)).toEqual([
        undefined,
        '2',
      ]);
    });
  }
});
