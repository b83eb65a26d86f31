import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { IdentityServer } from './IdentityServer.js';
import { usersIn } from './usersIn.js';

const tabCount = 3;

describeInBrowsers('a server that refuses a stream', (kit) => {
  test.each([
    [401, 'page'],
    [403, 'page'],
    [401, 'worker'],
    [403, 'worker'],
  ] as const)(
    'with %d, reopened by the %s, ends it for every tab, is not asked on and on, and by the next user anew',
    async (status, reconnect) => {
      const stage = await kit.set({ worker: 'identity', streams: { '/events': { reconnect } } });
      const stream = new IdentityServer(stage.server).stream('/events');
      const tabs = await stage.openTabs(tabCount);
      await tabs[0]?.request('/login?user=anna');
      await Promise.all(tabs.map((tab) => tab.listen('/events')));
      await Promise.all(tabs.map((tab) => tab.untilData('/events', 'anna')));
      expect(stream.asked).toEqual(['anna']);

      stream.status = status;
      stream.end();
      const logs = await Promise.all(tabs.map((tab) => tab.untilClosed('/events')));
      for (const log of logs) expect(usersIn(log)).toEqual(['anna']);
      // The worker once, where it reopens; each page once at most.
      expect(stream.asked.length).toBeLessThanOrEqual(2 + tabCount);
      const [snapshot] = (await tabs[0]?.inspect()) ?? [];
      for (const { state, subscribers } of snapshot?.streams ?? []) {
        expect([['dormant', 'idle'].includes(state), subscribers]).toEqual([true, []]);
      }

      // The refusal was Anna's. Nobody has to say that Bert is another.
      stream.status = 200;
      const before = stream.asked.length;
      const [tab] = tabs;
      await tab?.request('/login?user=bert');
      await tab?.listen('/events', { name: 'late' });
      await tab?.untilData('late', 'bert');
      expect(usersIn((await tab?.log('late')) ?? [])).toEqual(['bert']);
      expect(stream.asked.slice(before)).toEqual(['bert']);
      expect(stream.connected).toEqual(['bert']);
    },
  );

  test('to whoever is logged out tells every tab so, and nothing of the user before', async () => {
    const options = { resetOn: ['/login'], join: 'replay' } as const;
    const stage = await kit.set({ worker: 'identity', streams: { '/events': options } });
    const stream = new IdentityServer(stage.server).stream('/events');
    const tabs = await stage.openTabs(tabCount);
    await tabs[0]?.request('/login?user=anna');
    await Promise.all(tabs.map((tab) => tab.listen('/events')));
    await Promise.all(tabs.map((tab) => tab.untilData('/events', 'anna')));
    stream.status = 401;
    await tabs[0]?.request('/login', { method: 'DELETE' });
    await Promise.all(tabs.map((tab) => tab.untilClosed('/events')));
    const refused = await tabs[1]?.request('/events', { headers: { accept: 'text/event-stream' } });
    expect(refused).toMatchObject({ status: 401, body: 'nobody' });
    const asked = stream.asked.slice(1);
    expect(new Set(asked)).toEqual(new Set(['nobody']));
    expect(asked.length).toBeLessThanOrEqual(1 + tabCount);
    for (const tab of tabs) expect(usersIn(await tab.log('/events'))).toEqual(['anna']);
  });
});
