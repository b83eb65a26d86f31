import { expect, test } from '@jest/globals';
import { dataSeen } from '../kit/dataSeen.js';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { EventPublisher } from '../kit/EventPublisher.js';
import { numberedEvents } from '../kit/numberedEvents.js';
import type { ScriptedServer } from '../kit/ScriptedServer.js';
import type { Stage } from '../kit/Stage.js';
import type { Tab } from '../kit/Tab.js';

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
      expect(await dataSeen(tab, 'new')).toEqual(['snapshot 2', 'event 3']);
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
      expect(await dataSeen(tab, '/events')).toEqual(['welcome', 'all']);
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
        expect(await dataSeen(each, '/events')).toEqual([`you are ${index + 1}`, 'all']);
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
      expect(await dataSeen(tab, '/events')).toEqual(numberedEvents(index + 1, 10));
    }
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
    expect(await dataSeen(late, '/events')).toEqual([JSON.stringify({ path: '/', data: tree })]);
  });
});
