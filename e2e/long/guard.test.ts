import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { AppStage } from '../kit/AppStage.js';
import { buildApps } from '../kit/buildApps.js';
import type { BuiltApp } from '../kit/buildApps.js';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import type { ScriptedServer } from '../kit/ScriptedServer.js';
import type { Tab } from '../kit/Tab.js';

/** Milliseconds; a page on this machine loads in a fraction of that. */
const patience = 3000;

let app: BuiltApp;

beforeAll(async () => {
  app = (await buildApps('production', ['generatesw']))('generatesw');
}, 120_000);

describeInBrowsers('a stream that a page reads with `Accept: */*`, under NetworkFirst,', (kit) => {
  const apps: AppStage[] = [];

  afterEach(async () => {
    await Promise.all(apps.splice(0).map(({ server }) => server.close()));
  });

  /** The page reads a silent stream; each time another, for which browsers wait for nothing. */
  const read = async (tab: Tab, server: ScriptedServer, attempt: number): Promise<void> => {
    server.route('/answer', (exchange) => void exchange.open().write('data: one\n\n'));
    await tab.read(`/answer?${attempt}`, {});
    await tab.untilRead(`/answer?${attempt}`, 'data: one\n\n');
    expect(server.exchanges('/answer').at(-1)?.request.headers.accept).toBe('*/*');
  };

  /** Paths of all that the tab's worker has cached. */
  const cached = (tab: Tab): Promise<string[]> =>
    tab.page.evaluate(async () => {
      const names = await caches.keys();
      const requests = names.map(async (name) => (await caches.open(name)).keys());
      return (await Promise.all(requests)).flat().map(({ url }) => new URL(url).pathname);
    });

  const promiseNoLeak = async (
    tab: Tab,
    server: ScriptedServer,
    onePageMore: () => Promise<Tab>,
    reload: () => Promise<unknown>,
  ): Promise<void> => {
    for (let attempt = 1; attempt <= 8; attempt++) {
      await read(tab, server, attempt);
      await reload();
    }
    const last = await onePageMore();
    await server.untilConnected('/answer', 0);
    expect(server.exchanges('/answer')).toHaveLength(8);
    expect(await cached(last)).not.toEqual([]);
    expect(await cached(last)).not.toContain('/answer');
  };

  test('with the guard plugin: 8 reloads, and one more page loads', async () => {
    const stage = await kit.set({ worker: 'guardedNetworkFirst' });
    const tab = await stage.openControlledTab();
    await promiseNoLeak(
      tab,
      stage.server,
      () => stage.openTab(),
      () => tab.reload(),
    );
  });

  test('with the guard plugin in a generated worker: likewise', async () => {
    const stage = await AppStage.set(await kit.context(), app);
    apps.push(stage);
    const [tab] = (await stage.openTabs(1)) as [Tab];
    await promiseNoLeak(
      tab,
      stage.server,
      async () => (await stage.openTabs(1))[0] as Tab,
      () => stage.reload(tab),
    );
  });

  test('without it, the sixth reload hangs until the server ends the streams', async () => {
    const stage = await kit.set({ worker: 'networkFirst' });
    const { server } = stage;
    const tab = await stage.openControlledTab();
    for (let attempt = 1; attempt <= 5; attempt++) {
      await read(tab, server, attempt);
      await tab.reload();
    }
    await read(tab, server, 6);
    expect(server.connected('/answer')).toHaveLength(6);
    const reload = tab.reload().then(() => 'loaded');
    const timeIsUp = new Promise((resolve) => setTimeout(resolve, patience, 'hangs'));
    expect(await Promise.race([reload, timeIsUp])).toBe('hangs');

    for (const exchange of server.connected('/answer')) exchange.end();
    expect(await reload).toBe('loaded');
    expect(await cached(tab)).toContain('/answer');
  });

  test('is replayed while the server is away without the guard plugin, and never with it', async () => {
    const bodies: (string | undefined)[] = [];
    for (const worker of ['networkFirst', 'guardedNetworkFirst'] as const) {
      const stage = await kit.set({ worker });
      const { server } = stage;
      server.route('/answer', (exchange, attempt) => {
        if (attempt > 1) exchange.destroy();
        else exchange.respond(200, { 'content-type': 'text/event-stream' }, 'data: old\n\n');
      });
      const tab = await stage.openControlledTab();
      expect(await tab.request('/answer')).toMatchObject({ body: 'data: old\n\n' });
      if (worker === 'networkFirst') {
        await tab.page.evaluate(async () => {
          while (!(await caches.match('/answer')))
            await new Promise((done) => setTimeout(done, 10));
        });
      }
      const again = tab.request('/answer').catch(() => undefined);
      bodies.push((await again)?.body);
    }
    expect(bodies).toEqual(['data: old\n\n', undefined]);
  });
});
