import { expect, test } from '@jest/globals';
import { describeInBrowsers } from './kit/describeInBrowsers.js';

const unshareable: readonly (readonly [string, RequestInit])[] = [
  [
    'a POST request',
    { method: 'POST', headers: { accept: 'text/event-stream' }, body: 'question' },
  ],
  ['an Accept list', { headers: { accept: 'text/html, text/event-stream' } }],
  ['a header of its author', { headers: { accept: 'text/event-stream', 'x-token': 'secret' } }],
];

describeInBrowsers('a request for an event stream', (kit) => {
  test.each(unshareable)('with %s goes to the server by itself', async (_, init) => {
    const stage = await kit.set({ worker: 'multiplex' });
    const { server } = stage;
    server.route('/events', (exchange) => void exchange.open());
    const tabs = await stage.openTabs(2);
    // Without no-store, Firefox by itself lets the second wait for the end of the first.
    const answers = tabs.map((tab) => tab.request('/events', { ...init, cache: 'no-store' }));
    const exchanges = [await server.request('/events', 1), await server.request('/events', 2)];

    expect(server.connected('/events')).toHaveLength(2);
    exchanges.forEach((exchange, index) => {
      void exchange.write(`data: answer ${index}\n\n`).then(() => exchange.end());
    });
    const bodies = (await Promise.all(answers)).map(({ body }) => body);
    expect(bodies.sort()).toEqual(['data: answer 0\n\n', 'data: answer 1\n\n']);

    expect(await tabs[0]?.observeWorker('/events', 2)).toEqual({
      fetchEvents: 2,
      answers: 0,
      fetches: 0,
    });
    if (kit.browserName === 'chrome') {
      const responses = tabs.flatMap((tab) => tab.responses('/events'));
      expect(responses.map((one) => one.fromServiceWorker())).toEqual([false, false]);
    }
  });

  test('with another credentials mode has an upstream of its own', async () => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { join: 'live' } });
    const { server } = stage;
    server.route('/events', (exchange, attempt) => {
      void exchange.open().write(`data: upstream ${attempt}\n\n`);
    });
    const [one, two] = await stage.openTabs(2);
    const open = async (tab: typeof one, name: string, withCredentials: boolean): Promise<void> => {
      await tab?.listen('/events', { name, withCredentials });
      await tab?.until(name, 'open', 1);
    };
    await open(one, 'same-origin', false);
    await open(one, 'include', true);
    await open(two, 'same-origin', false);
    await open(two, 'include', true);

    expect(server.exchanges('/events')).toHaveLength(2);
    for (const exchange of server.exchanges('/events')) {
      void exchange.write(`data: ${server.exchanges('/events').indexOf(exchange) + 1}\n\n`);
    }
    const last = async (tab: typeof one, name: string): Promise<string | undefined> => {
      const log = await tab?.until(name, 'event', tab === one ? 2 : 1);
      const entry = log?.at(-1);
      return entry?.kind === 'event' ? entry.data : undefined;
    };
    expect(await last(one, 'same-origin')).toBe('1');
    expect(await last(two, 'same-origin')).toBe('1');
    expect(await last(one, 'include')).toBe('2');
    expect(await last(two, 'include')).toBe('2');
  });

  test('that only differs by its fragment shares; by its query, it does not', async () => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { join: 'live' } });
    const { server } = stage;
    server.route('/events', (exchange) => void exchange.open().write(': hello\n\n'));
    const tab = await stage.openTab();
    for (const url of ['/events?room=1', '/events?room=1#here', '/events?room=2']) {
      await tab.listen(url);
      await tab.until(url, 'open', 1);
    }
    expect(server.exchanges('/events').map(({ request }) => request.url)).toEqual([
      '/events?room=1',
      '/events?room=2',
    ]);
  });
});
