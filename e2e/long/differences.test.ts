import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';

const anyOrigin = { 'access-control-allow-origin': '*' };

/** All differences between a shared stream and a native EventSource that are meant to be. */
describeInBrowsers('a shared stream differs from a native EventSource, on purpose,', (kit) => {
  test('in the origin of an event after a redirect to another origin', async () => {
    const origins: Record<string, string | undefined> = {};
    for (const worker of [undefined, 'multiplex'] as const) {
      const stage = await kit.set(worker ? { worker } : {});
      const other = await kit.server();
      other.route('/events', (exchange) => {
        void exchange.open(anyOrigin).write('data: 1\n\n');
      });
      stage.server.route('/redirect', (exchange) => {
        exchange.redirect(`${other.origin}/events`);
      });
      const tab = await stage.openTab();
      await tab.listen('/redirect');
      const log = await tab.until('/redirect', 'event', 1);
      const origin = log.flatMap((entry) => (entry.kind === 'event' ? [entry.origin] : []))[0];
      origins[worker ?? 'native'] = origin === other.origin ? 'redirected to' : 'asked';
    }
    expect(origins).toEqual({ native: 'redirected to', multiplex: 'asked' });
  });

  test("in the last event ID of a tab that joins with 'live': the one of the stream, not none", async () => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { join: 'live' } });
    const { server } = stage;
    server.route('/events', (exchange) => void exchange.open().write('id: 7\ndata: 1\n\n'));
    const [first, late] = await stage.openTabs(2);
    await first?.listen('/events');
    await first?.until('/events', 'event', 1);
    await late?.listen('/events');
    await late?.until('/events', 'open', 1);
    await server.exchanges('/events')[0]?.write('data: 2\n\n');
    const log = await late?.until('/events', 'event', 1);
    expect(log?.at(-1)).toMatchObject({ data: '2', lastEventId: '7' });
  });

  test('in asking another origin with a preflight, and then without, whether it may resume; after that not at all', async () => {
    const stage = await kit.set({ worker: 'multiplex' });
    const other = await kit.server();
    other.route('/events', (exchange) => {
      const { method, lastEventId = '0' } = exchange.request;
      const id = Number(lastEventId) + 1;
      if (method === 'OPTIONS') exchange.respond(403);
      else void exchange.open(anyOrigin).write(`retry: 100\nid: ${id}\ndata: ${id}\n\n`);
    });
    const url = `${other.origin}/events`;
    const tab = await stage.openControlledTab();
    await tab.listen(url, { events: ['event-stream-gap'] });
    await tab.until(url, 'event', 1);
    for (let drop = 1; drop <= 3; drop++) {
      for (const connection of other.connected('/events')) connection.destroy();
      await tab.until(url, 'event', 1 + drop);
    }
    const asked = other
      .exchanges('/events')
      .map(({ request }) => [request.method, request.lastEventId]);
    expect(asked).toEqual([
      ['GET', undefined],
      ['OPTIONS', undefined],
      ['GET', undefined],
      ['GET', '1'],
      ['GET', '2'],
      ['GET', '3'],
    ]);
    const data = (await tab.log(url)).flatMap((entry) =>
      entry.kind === 'event' ? [entry.data] : [],
    );
    expect(data).toEqual(['1', '2', '3', '4']);
  });

  test('in asking another origin that allows it with the header, and in its query if told so', async () => {
    for (const [resume, preflights] of [
      ['header', 1],
      [{ query: 'lastEventID' }, 0],
    ] as const) {
      const stage = await kit.set({ worker: 'multiplex', multiplex: { resume } });
      const other = await kit.server();
      const preflight = { ...anyOrigin, 'access-control-allow-headers': 'last-event-id' };
      other.route('/events', (exchange, attempt) => {
        if (exchange.request.method === 'OPTIONS') exchange.respond(204, preflight);
        else void exchange.open(anyOrigin).write(`retry: 100\nid: ${attempt}\ndata: 1\n\n`);
      });
      const url = `${other.origin}/events`;
      const tab = await stage.openControlledTab();
      await tab.listen(url, { events: ['event-stream-gap'] });
      await tab.until(url, 'event', 1);
      other.connected('/events')[0]?.destroy();
      const log = await tab.until(url, 'event', 2);

      const requests = other.exchanges('/events').map(({ request }) => request);
      expect(requests.filter(({ method }) => method === 'OPTIONS')).toHaveLength(preflights);
      const last = requests.at(-1);
      if (resume === 'header') expect(last?.lastEventId).toBe('1');
      else expect(last?.url).toBe('/events?lastEventID=1');
      expect(log.every((entry) => entry.kind !== 'event' || entry.type === 'message')).toBe(true);
    }
  });
});
