import { expect, test } from '@jest/globals';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import { withDeadline } from './kit/withDeadline.js';

/** Milliseconds; a browser's own reconnection time is three seconds or more. */
const soon = 2000;

describeInBrowsers('a tab that comes late', (kit) => {
  test('starts with a whole event and holds the last event ID', async () => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { join: 'live' } });
    const { server } = stage;
    server.route('/events', (exchange) => void exchange.open().write('id: 7\ndata: a\n\ndata: to'));
    const [early, late] = await stage.openTabs(2);
    await early?.listen('/events');
    await early?.until('/events', 'event', 1);
    await late?.listen('/events');
    await late?.until('/events', 'open', 1);

    const [upstream] = server.exchanges('/events');
    await upstream?.write('rn\n\ndata: b\n\n');
    expect(await late?.until('/events', 'event', 2)).toMatchObject([
      { kind: 'open' },
      { kind: 'event', data: 'torn', lastEventId: '7' },
      { kind: 'event', data: 'b', lastEventId: '7' },
    ]);
    expect(await early?.until('/events', 'event', 3)).toMatchObject([
      { kind: 'open' },
      { kind: 'event', data: 'a', lastEventId: '7' },
      { kind: 'event', data: 'torn', lastEventId: '7' },
      { kind: 'event', data: 'b', lastEventId: '7' },
    ]);
    expect(server.exchanges('/events')).toHaveLength(1);
  });

  test('opens at once, although the stream is quiet', async () => {
    const stage = await kit.set({ worker: 'multiplex' });
    const { server } = stage;
    server.route('/events', (exchange) => void exchange.open().write(': hello\n\n'));
    const [early, late] = await stage.openTabs(2);
    await early?.listen('/events');
    await early?.until('/events', 'open', 1);

    const opened = late?.listen('/events').then(() => late.until('/events', 'open', 1));
    await withDeadline(Promise.resolve(opened), soon, () => 'Expected: open');
    expect(server.exchanges('/events')).toHaveLength(1);
  });

  test('comes back after the reconnection time of the stream, with its last event ID', async () => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { join: 'live' } });
    const { server } = stage;
    server.route('/events', (exchange) => void exchange.open().write('retry: 700\nid: 7\n\n'));
    const [early, late] = await stage.openTabs(2);
    await early?.listen('/events');
    await early?.until('/events', 'open', 1);
    await late?.listen('/events');
    await late?.until('/events', 'open', 1);
    await early?.close();

    const upstream = await server.request('/events');
    upstream.end();
    await server.until('a request', () => server.exchanges('/events').length === 2, soon);
    expect((await server.request('/events', 2)).request.lastEventId).toBe('7');
  });
});

describeInBrowsers('a tab on a shared stream', (kit) => {
  test('gets an event that ends with a lone CR without waiting for more', async () => {
    const stage = await kit.set({ worker: 'multiplex' });
    stage.server.route('/events', (exchange) => void exchange.open().write('id: 1\rdata: a\r\r'));
    const tab = await stage.openTab();
    await tab.listen('/events');
    expect(await tab.until('/events', 'event', 1)).toMatchObject([
      { kind: 'open' },
      { kind: 'event', data: 'a', lastEventId: '1' },
    ]);
  });
});
