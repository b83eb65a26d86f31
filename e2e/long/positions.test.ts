import { expect, test } from '@jest/globals';
import { dataSeen } from '../kit/dataSeen.js';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { EventPublisher } from '../kit/EventPublisher.js';
import { numberedEvents } from '../kit/numberedEvents.js';
import type { Tab } from '../kit/Tab.js';
import { whileAway } from '../kit/whileAway.js';

const GAP = 'event-stream-gap';

async function gaps(tab: Tab, name: string): Promise<number> {
  const log = await tab.log(name);
  return log.filter((entry) => entry.kind === 'event' && entry.type === GAP).length;
}

describeInBrowsers('two EventSources of one page on one URL', (kit) => {
  /** A and B get 1 to 3; both drop; A is closed while away; 4 and 5; drop; 6 to 8. */
  test.each(['natively', 'shared'] as const)(
    'stand where each of them stands: %s',
    async (world) => {
      const stage = await kit.set(world === 'shared' ? { worker: 'multiplex' } : {});
      const { server } = stage;
      const publisher = new EventPublisher(server, '/events', 700);
      const tab = await stage.openControlledTab();
      for (const name of ['A', 'B']) {
        await tab.listen('/events', { name, events: [GAP] });
        await tab.until(name, 'open', 1);
      }
      publisher.publish(3);
      await tab.untilId('A', '3');
      await tab.untilId('B', '3');
      await publisher.dropAll();
      await tab.until('A', 'error', 1);
      await tab.until('B', 'error', 1);
      await tab.stop('A');
      publisher.publish(3);
      await tab.untilId('B', '6');
      await publisher.dropAll();
      await tab.until('B', 'open', 3);
      publisher.publish(2);
      await tab.untilId('B', '8');
      expect(await dataSeen(tab, 'B')).toEqual(numberedEvents(1, 8));
      expect(await gaps(tab, 'B')).toBe(0);
    },
  );

  test.each(['natively', 'shared'] as const)(
    'do not take what the other one missed: %s',
    async (world) => {
      const stage = await kit.set(world === 'shared' ? { worker: 'multiplex' } : {});
      const publisher = new EventPublisher(stage.server, '/events', 1500);
      const tab = await stage.openControlledTab();
      await tab.listen('/events', { name: 'A', events: [GAP] });
      await tab.until('A', 'open', 1);
      publisher.publish(2);
      await tab.untilId('A', '2');
      await publisher.dropAll();
      await tab.until('A', 'error', 1);
      publisher.publish(2);
      await tab.listen('/events', { name: 'B', events: [GAP] });
      await tab.until('B', 'open', 1);
      publisher.publish();
      await tab.untilId('A', '5');
      await tab.untilId('B', '5');
      expect(await dataSeen(tab, 'A')).toEqual(numberedEvents(1, 5));
      expect(await dataSeen(tab, 'B')).toEqual(numberedEvents(5, 5));
    },
  );
});

describeInBrowsers('a position', (kit) => {
  test('is kept while the server is away, however long each page waits', async () => {
    const stage = await kit.set({ worker: 'multiplex' });
    const { server } = stage;
    const blocks: string[] = [];
    const outage = whileAway(server, '/events', (exchange) => {
      const missed = blocks.slice(Number(exchange.request.lastEventId ?? blocks.length));
      void exchange.open().write(`retry: 300\n\n${missed.join('')}`);
    });
    const publish = (): void => {
      const block = `id: ${blocks.length + 1}\ndata: event ${blocks.length + 1}\n\n`;
      blocks.push(block);
      for (const exchange of server.connected('/events')) void exchange.write(block);
    };
    // Chromium does not show where an EventSource stands that may be older than the worker.
    await stage.openTab();
    const tabs = await stage.openTabs(2);
    for (const tab of tabs) {
      await tab.listen('/events', { events: [GAP] });
      await tab.until('/events', 'open', 1);
    }
    for (let n = 0; n < 3; n++) publish();
    for (const tab of tabs) await tab.untilId('/events', '3');
    outage.go();
    for (const exchange of server.connected('/events')) exchange.destroy();
    await server.until('ten attempts', () => server.exchanges('/events').length >= 10);
    for (let n = 0; n < 3; n++) publish();
    outage.come();
    for (const tab of tabs) await tab.untilId('/events', '6');
    publish();
    for (const tab of tabs) {
      await tab.untilId('/events', '7');
      expect(await dataSeen(tab, '/events')).toEqual(numberedEvents(1, 7));
      expect(await gaps(tab, '/events')).toBe(0);
    }
    // Not the last request: whether a server can be reached, the worker asks without an ID.
    await server.untilConnected('/events', 1);
    expect(server.connected('/events')[0]?.request.lastEventId).toBe('3');
  });

  test('in the URL is where the page stands, and no part of the name', async () => {
    const stage = await kit.set({
      worker: 'multiplex',
      multiplex: { cursor: { query: 'lastEventId' } },
    });
    const { server } = stage;
    const blocks = Array.from({ length: 5 }, (_, n) => `id: ${n + 1}\ndata: event ${n + 1}\n\n`);
    server.route('/events', (exchange) => {
      const after = new URL(exchange.request.url, server.origin).searchParams.get('lastEventId');
      void exchange.open().write(`retry: 100\n\n${blocks.slice(Number(after ?? 0)).join('')}`);
    });
    const [one, two] = (await stage.openTabs(2)) as [Tab, Tab];
    await one.listen('/events?lastEventId=2', { name: 'one' });
    await one.untilId('one', '5');
    await two.listen('/events?lastEventId=4', { name: 'two' });
    await two.untilId('two', '5');
    expect(await dataSeen(one, 'one')).toEqual(numberedEvents(3, 5));
    expect(await dataSeen(two, 'two')).toEqual(numberedEvents(5, 5));
    await server.untilConnected('/events', 1);
    for (const exchange of server.connected('/events')) exchange.destroy();
    blocks.push('id: 6\ndata: event 6\n\n');
    await one.untilId('one', '6');
    await two.untilId('two', '6');
    expect(await dataSeen(one, 'one')).toEqual(numberedEvents(3, 6));
    expect(await dataSeen(two, 'two')).toEqual(numberedEvents(5, 6));
  });
});
