import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';

const tabCount = 3;
const eventStream = { headers: { accept: 'text/event-stream' } };

const refusals: readonly (readonly [number, string])[] = [
  [204, 'text/event-stream'],
  [401, 'text/plain'],
  [404, 'text/event-stream'],
  [500, 'application/json'],
  [503, 'text/html'],
  [200, 'text/html'],
];

describeInBrowsers('tabs that wait for the same answer', (kit) => {
  test('share one attempt, however long the server takes', async () => {
    const stage = await kit.set({ worker: 'multiplex' });
    const { server } = stage;
    server.route('/events', () => undefined);
    const tabs = await stage.openTabs(tabCount);
    await Promise.all(tabs.map((tab) => tab.listen('/events')));
    await tabs[0]?.observeWorker('/events', tabCount);

    const upstream = await server.request('/events');
    await upstream.open().write('id: 1\ndata: a\n\n');
    for (const tab of tabs) {
      expect(await tab.until('/events', 'event', 1)).toMatchObject([
        { kind: 'open' },
        { kind: 'event', data: 'a', lastEventId: '1' },
      ]);
    }
    expect(server.exchanges('/events')).toHaveLength(1);
  });

  test.each(refusals)(
    'all get status %d with content type %s, and its body',
    async (status, contentType) => {
      const stage = await kit.set({ worker: 'multiplex' });
      const { server } = stage;
      server.route('/events', () => undefined);
      const tabs = await stage.openTabs(tabCount);
      const answers = tabs.map((tab) => tab.request('/events', eventStream));
      await tabs[0]?.observeWorker('/events', tabCount);

      const body = status === 204 ? '' : 'the reason why';
      const headers = { 'content-type': contentType, 'x-reason': 'a reason', 'retry-after': '7' };
      (await server.request('/events')).respond(status, headers, body);
      for (const answer of await Promise.all(answers)) {
        expect(answer).toMatchObject({ status, headers, body });
      }
      expect(server.exchanges('/events')).toHaveLength(1);

      // A refusal is nothing to share: whoever asks later asks the server.
      const later = tabs[0]?.request('/events', eventStream);
      (await server.request('/events', 2)).respond(
        200,
        { 'content-type': 'text/event-stream' },
        ':',
      );
      expect(await later).toMatchObject({ status: 200 });
    },
  );

  test('are not held up by one that gives up waiting', async () => {
    const stage = await kit.set({ worker: 'multiplex' });
    const { server } = stage;
    server.route('/events', () => undefined);
    const [first, ...others] = await stage.openTabs(tabCount);
    await first?.listen('/events');
    const upstream = await server.request('/events');
    await Promise.all(others.map((tab) => tab.listen('/events')));
    await others[0]?.observeWorker('/events', tabCount);

    await first?.close();
    await upstream.open().write('data: a\n\n');
    for (const tab of others) await tab.until('/events', 'event', 1);
    expect(server.exchanges('/events')).toHaveLength(1);
  });
});
