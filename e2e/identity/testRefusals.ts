import { expect, test } from '@jest/globals';
import type { BrowserKit } from '../kit/describeInBrowsers.js';
import { IdentityServer } from './IdentityServer.js';
import { usersIn } from './usersIn.js';

const tabCount = 3;

const refusals = [
  { path: '/401-page', status: 401, reconnect: 'page' },
  { path: '/403-page', status: 403, reconnect: 'page' },
  { path: '/401-worker', status: 401, reconnect: 'worker' },
  { path: '/403-worker', status: 403, reconnect: 'worker' },
] as const;

/** The server says no to a user whose stream it had opened. */
export const testRefusals = (kit: BrowserKit): void => {
  test('a refusal in every tab, not on and on, and nothing of it when he is the next user', async () => {
    const stage = await kit.set({
      worker: 'identity',
      streams: Object.fromEntries(refusals.map(({ path, reconnect }) => [path, { reconnect }])),
    });
    const site = new IdentityServer(stage.server);
    const streams = refusals.map(({ path }) => site.stream(path));
    const tabs = await stage.openTabs(tabCount);
    const [tab] = tabs;
    await tab?.request('/login?user=anna');
    const inEach = (work: (tab: (typeof tabs)[number], path: string) => Promise<unknown>) =>
      Promise.all(refusals.flatMap(({ path }) => tabs.map((one) => work(one, path))));
    await inEach((one, path) => one.listen(path));
    await inEach((one, path) => one.untilData(path, 'anna'));

    for (const [index, stream] of streams.entries()) {
      expect(stream.asked).toEqual(['anna']);
      stream.status = refusals[index]?.status ?? 0;
      stream.end();
    }
    await inEach(async (one, path) => {
      expect(usersIn(await one.untilClosed(path))).toEqual(['anna']);
    });
    const snapshots = (await tab?.inspect()) ?? [];
    for (const { state, subscribers } of snapshots.flatMap((one) => one.streams)) {
      expect([['dormant', 'idle'].includes(state), subscribers]).toEqual([true, []]);
    }

    // The refusals were Anna's. Nobody has to say that Bert is another.
    await tab?.request('/login?user=bert');
    for (const { path } of refusals) {
      const stream = site.stream(path);
      // The worker once, where it reopens; each page once at most.
      const asked = stream.asked.length;
      expect(asked).toBeLessThanOrEqual(2 + tabCount);
      stream.status = 200;
      await tab?.listen(path, { name: `late ${path}` });
      await tab?.untilData(`late ${path}`, 'bert');
      expect(usersIn((await tab?.log(`late ${path}`)) ?? [])).toEqual(['bert']);
      await stream.untilOnly('bert');
      expect(stream.asked.slice(asked)).toEqual(['bert']);
    }
  });

  test('a refusal in every tab when he has logged out, and nothing of what he had', async () => {
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
};
