import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { EventPublisher } from '../kit/EventPublisher.js';
import type { ScriptedServer } from '../kit/ScriptedServer.js';
import type { Stage } from '../kit/Stage.js';
import type { Tab } from '../kit/Tab.js';
import { whileAway } from '../kit/whileAway.js';

const GAP = 'event-stream-gap';

/** The data of all events but those that only a worker sends, and what an EventSource saw besides. */
async function story(tab: Tab, name: string): Promise<string[]> {
  const log = await tab.log(name);
  return log.flatMap((entry) => (entry.kind === 'event' && entry.type !== GAP ? [entry.data] : []));
}

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
      expect(await story(tab, 'B')).toEqual(numbers(1, 8));
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
      expect(await story(tab, 'A')).toEqual(numbers(1, 5));
      expect(await story(tab, 'B')).toEqual(numbers(5, 5));
    },
  );
});

describeInBrowsers('a new EventSource', (kit) => {
  const worlds = [undefined, 'native', 'opening', 'live'] as const;

  /** The server sends its state at the start of each connection that asks for nothing. */
  function serveSnapshots(server: ScriptedServer): { next: () => void } {
    let state = 0;
    server.route('/events', (exchange) => {
      const after = exchange.request.lastEventId;
      const rest = Array.from({ length: state - Number(after ?? 0) }, (_, index) =>
        block(Number(after) + index + 1),
      );
      const start = after === undefined ? `data: snapshot ${state}\n\n` : rest.join('');
      void exchange.open().write(`retry: 5000\n\n${start}`);
    });
    return {
      next: () => {
        state++;
        for (const exchange of server.connected('/events')) void exchange.write(block(state));
      },
    };
  }
  const block = (number: number): string => `id: ${number}\ndata: event ${number}\n\n`;

  test.each(worlds)(
    'in the place of one that has failed is asked for anew, and gets the start: join %s',
    async (join) => {
      const stage = await kit.set(join ? { worker: 'multiplex', multiplex: { join } } : {});
      const { server } = stage;
      const feed = serveSnapshots(server);
      const tab = await stage.openControlledTab();
      await tab.listen('/events', { name: 'old' });
      await tab.until('old', 'event', 1);
      feed.next();
      feed.next();
      await tab.untilId('old', '2');
      for (const exchange of server.connected('/events')) exchange.destroy();
      await tab.until('old', 'error', 1);
      await tab.stop('old');
      await tab.listen('/events', { name: 'new' });
      await tab.untilData('new', 'snapshot 2');
      feed.next();
      await tab.untilId('new', '3');
      expect(await story(tab, 'new')).toEqual(['snapshot 2', 'event 3']);
      expect(server.exchanges('/events').map(({ request }) => request.lastEventId)).toEqual([
        undefined,
        undefined,
      ]);
    },
  );

  test.each(['natively', 'shared'] as const)(
    'of a tab that reloads gets the state each time, over one connection: %s',
    async (world) => {
      const stage = await kit.set(world === 'shared' ? { worker: 'multiplex' } : {});
      const { server } = stage;
      server.route('/events', (exchange, attempt) => {
        void exchange.open().write(`data: state ${attempt}\n\n`);
      });
      const tab = await stage.openControlledTab();
      for (let load = 1; load <= 3; load++) {
        await tab.listen('/events');
        await tab.untilData('/events', `state ${load}`);
        await server.untilConnected('/events', 1);
        if (load < 3) await tab.reload();
      }
    },
  );

  test('on a stream without IDs is moved over where its connection brings the same', async () => {
    const stage = await kit.set({ worker: 'multiplex' });
    const { server } = stage;
    server.route('/events', (exchange) => void exchange.open().write('data: welcome\n\n'));
    const tabs = await stage.openTabs(3);
    for (const tab of tabs) {
      await tab.listen('/events');
      await tab.untilData('/events', 'welcome');
    }
    await server.untilConnected('/events', 1);
    for (const exchange of server.connected('/events')) void exchange.write('data: all\n\n');
    for (const tab of tabs) {
      await tab.untilData('/events', 'all');
      expect(await story(tab, '/events')).toEqual(['welcome', 'all']);
    }
  });

  test.each([
    ['native', 3],
    ['opening', 1],
  ] as const)(
    'on a stream without IDs that greets each connection differently: join %s, %i connection(s)',
    async (join, connections) => {
      const stage = await kit.set({
        ...{ worker: 'multiplex', build: 'development' },
        multiplex: { join },
      });
      const { server } = stage;
      server.route('/events', (exchange, attempt) => {
        void exchange.open().write(`data: you are ${attempt}\n\n`);
      });
      const tabs = await stage.openTabs(3);
      for (const [index, tab] of tabs.entries()) {
        await tab.listen('/events');
        await tab.untilData('/events', `you are ${index + 1}`);
      }
      // No event says that a page stays apart: the time has to pass in which it would have moved over.
      const [tab] = tabs as [Tab];
      const warning = 'begins each connection with something else';
      if (join === 'native') await tab.askWorker({ warning }, 'a warning');
      await server.untilConnected('/events', connections);
      for (const exchange of server.connected('/events')) void exchange.write('data: all\n\n');
      for (const [index, each] of tabs.entries()) {
        await each.untilData('/events', 'all');
        expect(await story(each, '/events')).toEqual([`you are ${index + 1}`, 'all']);
      }
    },
  );

  test('ten that open one after the other on a stream with IDs need two connections at most, and one at last', async () => {
    const stage = await kit.set({ worker: 'multiplex' });
    const { server } = stage;
    const publisher = new EventPublisher(server, '/events', 200);
    const tabs = await stage.openTabs(10);
    let most = 0;
    for (const [index, tab] of tabs.entries()) {
      await tab.listen('/events');
      await tab.until('/events', 'open', 1);
      most = Math.max(most, server.connected('/events').length);
      publisher.publish();
      await tab.untilId('/events', String(index + 1));
      await server.untilConnected('/events', 1);
    }
    expect(most).toBeLessThanOrEqual(2);
    for (const [index, tab] of tabs.entries()) {
      await tab.untilId('/events', '10');
      expect(await story(tab, '/events')).toEqual(numbers(index + 1, 10));
    }
  });
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
      expect(await story(tab, '/events')).toEqual(numbers(1, 7));
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
    expect(await story(one, 'one')).toEqual(numbers(3, 5));
    expect(await story(two, 'two')).toEqual(numbers(5, 5));
    await server.untilConnected('/events', 1);
    for (const exchange of server.connected('/events')) exchange.destroy();
    blocks.push('id: 6\ndata: event 6\n\n');
    await one.untilId('one', '6');
    await two.untilId('two', '6');
    expect(await story(one, 'one')).toEqual(numbers(3, 6));
    expect(await story(two, 'two')).toEqual(numbers(5, 6));
  });
});

describeInBrowsers('a tab that comes late to a tree of data', (kit) => {
  test('gets the whole tree where its newest put is one of a path', async () => {
    const stage: Stage = await kit.set({ worker: 'multiplex' });
    const { server } = stage;
    const tree: Record<string, string> = {};
    const put = (path: string): string =>
      `event: put\ndata: ${JSON.stringify({ path, data: path === '/' ? tree : tree[path] })}\n\n`;
    server.route('/events', (exchange) => void exchange.open().write(put('/')));
    const [early, late] = (await stage.openTabs(2)) as [Tab, Tab];
    await early.listen('/events', { events: ['put'] });
    await early.until('/events', 'event', 1);
    for (const path of ['/a', '/b']) {
      tree[path] = path;
      for (const exchange of server.connected('/events')) void exchange.write(put(path));
    }
    await early.until('/events', 'event', 3);
    await late.listen('/events', { events: ['put'] });
    await late.until('/events', 'event', 1);
    expect(await story(late, '/events')).toEqual([JSON.stringify({ path: '/', data: tree })]);
  });
});

function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `event ${from + index}`);
}
