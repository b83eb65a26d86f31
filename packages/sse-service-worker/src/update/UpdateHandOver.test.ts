import { describe, expect, jest, test } from '@jest/globals';
import { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { ModelServiceWorker } from '../testing/ModelRegistration.js';
import { ModelSite } from '../testing/ModelSite.js';

declare const self: ServiceWorkerGlobalScope;

useFakeTime();

const second = 1000;
const minute = 60_000;

/** What another version says. */
const here = { from: 'another version', type: 'here' };
const skipWaiting = { from: 'another version', type: 'skip-waiting' };

/** How often a page that comes back at once is sent away within so many milliseconds. */
async function reconnections(site: ModelSite, page: ModelPage, time: number): Promise<number> {
  const { connections } = page;
  for (let passed = 0; passed < time; passed += 100) {
    const isAway = page.readyState === 'connecting';
    // In that time it comes back.
    await site.pass(isAway ? 300 : 100);
    if (isAway) await site.open(page);
  }
  return page.connections - connections;
}

describe('the worker that is in charge', () => {
  test('sends its pages away when another one is installed, not before', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.publish(2);
    const next = site.registration.findUpdate();
    await site.pass(minute);
    expect(page.readyState).toBe('open');

    next.become('installed');
    await site.pass(0);
    expect([page.readyState, page.reconnectionTime]).toEqual(['connecting', 300]);
    expect(await site.stored()).toMatchObject([{ clientId: 'a', lastEventId: '2' }]);
    expect(site.server.openConnections).toHaveLength(0);
  });

  test('hands over soon, and once, to one that waits since before this run of the worker', async () => {
    const site = await ModelSite.start();
    site.registration.waiting = new ModelServiceWorker(site.registration);
    const page = await site.open('a');
    await site.publish(2);
    await site.pass(1499);
    expect(page.readyState).toBe('open');
    await site.pass(1);
    expect([page.readyState, page.reconnectionTime]).toEqual(['connecting', 300]);
    expect(await reconnections(site, page, 5 * minute)).toBe(1);
  });

  test('does not hand over to itself while it waits', async () => {
    const site = await ModelSite.start();
    const serviceWorker = (site.registration.waiting = new ModelServiceWorker(site.registration));
    Object.assign(globalThis, { serviceWorker });
    const page = await site.open('a');
    expect(await reconnections(site, page, minute)).toBe(0);
    Reflect.deleteProperty(globalThis, 'serviceWorker');
  });

  test('has pages come back once more for a quarter of a second, then goes on', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.publish(1);
    site.registration.findUpdate().become('installed');
    await site.pass(249);
    const other = await site.open('b');
    expect([other.error, other.readyState]).toEqual([undefined, 'connecting']);
    expect(other.reconnectionTime).toBe(300);
    expect(site.server.openConnections).toHaveLength(0);
    await site.pass(1);
    await site.publish(1);
    await site.open(page);
    expect(page.log).toEqual(['1', '2']);
  });

  test('tells a page that was sent back before it had a stream its own reconnection time', async () => {
    const site = await ModelSite.start();
    site.registration.findUpdate().become('installed');
    const page = await site.open('a');
    expect(page.reconnectionTime).toBe(300);
    await site.pass(250);
    await site.open(page);
    expect(page.reconnectionTime).toBe(3000);
  });

  test('leaves clients that are built on `fetch` to the browser for as long', async () => {
    const site = await ModelSite.start();
    const client = new ModelPage('a', true, undefined, { cache: 'default' });
    site.registration.findUpdate().become('installed');
    await site.pass(249);
    expect((await site.open(client)).error).toEqual(new Error('left alone'));
    await site.pass(1);
    expect((await site.open(client)).readyState).toBe('open');
  });

  test('does so again when the other one says that it skips waiting', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.hear(here);
    expect(page.readyState).toBe('open');
    await site.hear(skipWaiting);
    expect(page.readyState).toBe('connecting');
  });

  test('does not hear its own word, nor what no worker of this library says', async () => {
    const site = await ModelSite.start(undefined);
    await site.load();
    const page = await site.open('a');
    await (globalThis as unknown as ServiceWorkerGlobalScope).skipWaiting();
    site.registration.active = {};
    await site.restart(undefined, {});
    await site.load();
    await site.open(page);
    await (globalThis as unknown as ServiceWorkerGlobalScope).skipWaiting();
    const own = site.messages;
    expect(own).toContainEqual({ from: expect.any(String), type: 'skip-waiting', version: 1 });
    const foreign = ['skip-waiting', null, {}, { type: 'skip-waiting' }, { from: 'x', type: 'x' }];
    const broken = { from: 'x', type: 'positions', records: 'none' };
    for (const data of [...own, ...foreign, broken]) await site.hear(data);
    expect(page.readyState).toBe('open');
  });

  test('asks one that says nothing once a minute, until it is in charge', async () => {
    const site = await ModelSite.start();
    const next = site.registration.findUpdate();
    next.become('installed');
    await site.pass(250);
    for (const state of ['installed', 'installed', 'activating'] as const) {
      next.state = state;
      const page = await site.open('a');
      await site.pass(minute);
      expect(page.readyState).toBe(state === 'installed' ? 'connecting' : 'open');
      await site.pass(250);
    }
  });

  test('lets one that says when it comes wait, at no cost', async () => {
    const site = await ModelSite.start();
    await site.hear(here);
    site.registration.findUpdate().become('installed');
    await site.pass(250);
    const page = await site.open('a');
    await site.pass(10 * minute);
    expect(page.readyState).toBe('open');
  });
});

describe('a version that wants to come and cannot', () => {
  test('is tried for within two seconds of the end of the last other request, until it is active', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    const [one, other] = [site.request(), site.request()];
    const next = site.registration.findUpdate();
    await site.hear(here);
    await site.hear(skipWaiting);
    next.become('installed');
    expect(await reconnections(site, page, 8 * second)).toBe(1);
    await one();
    expect(await reconnections(site, page, second)).toBe(0);
    await other();
    await site.pass(0);
    expect(page.readyState).toBe('connecting');

    // It may be held up by something else; it is tried again.
    expect(await reconnections(site, page, 6 * second)).toBeGreaterThanOrEqual(3);
    next.become('activating');
    await site.pass(2 * second);
    await site.open(page);
    expect(await reconnections(site, page, 10 * minute)).toBe(0);
    expect(jest.getTimerCount()).toBeLessThanOrEqual(1);
  });

  test('is tried for while a request takes longer than ten seconds', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    site.request();
    const next = site.registration.findUpdate();
    await site.hear(skipWaiting);
    next.become('installed');
    const count = await reconnections(site, page, minute);
    expect(count).toBeGreaterThanOrEqual(4);
    expect(count).toBeLessThanOrEqual(7);
  });

  test('is tried for without a word of it, if a request holds it up when it is installed', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    const answered = site.request();
    site.registration.findUpdate().become('installed');
    expect(await reconnections(site, page, 5 * second)).toBe(1);
    await answered();
    await site.pass(0);
    expect(page.readyState).toBe('connecting');
  });

  test('is tried for though its worker is ended meanwhile, and started again', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    site.registration.findUpdate().become('installed');
    await site.hear(skipWaiting);
    await site.hear({ from: 'its next run', type: 'here' });
    expect(await reconnections(site, page, 6 * second)).toBeGreaterThanOrEqual(3);
  });

  test('is not taken for one that comes later, and is content to wait', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    const first = site.registration.findUpdate();
    await site.hear(here);
    first.become('installed');
    await site.hear({ from: 'its next run', type: 'skip-waiting' });
    await site.pass(2 * second);
    first.become('redundant');
    await site.hear({ from: 'a later version', type: 'here' });
    site.registration.findUpdate().become('installed');
    await reconnections(site, page, second);
    expect(await reconnections(site, page, 10 * minute)).toBeLessThanOrEqual(10);
  });

  test('is tried for no more when it is gone', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    const next = site.registration.findUpdate();
    await site.hear(skipWaiting);
    next.become('installed');
    await reconnections(site, page, 3 * second);
    next.become('redundant');
    await reconnections(site, page, 2 * second);
    expect(await reconnections(site, page, 10 * minute)).toBe(0);
  });

  test('is not silenced by what an earlier one has announced, nor wanted for it', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.hear(here);
    const first = site.registration.findUpdate();
    first.become('installed');
    await site.hear(skipWaiting);
    first.become('redundant');
    // The version before it is rolled out anew, and says nothing.
    await site.pass(250);
    const rollback = site.registration.findUpdate();
    rollback.become('installed');
    await site.pass(250);
    await site.open(page);
    expect(await reconnections(site, page, 59 * second)).toBe(0);
    expect(await reconnections(site, page, 2 * second)).toBe(1);
  });

  test.each(['before', 'after'])(
    'is known by its own word, whether that comes %s its registration',
    async (when) => {
      const site = await ModelSite.start();
      const page = await site.open('a');
      await site.hear(here);
      site.registration.findUpdate().become('installed');
      await site.pass(250);
      const later = { from: 'a later version', type: 'skip-waiting' };
      if (when === 'before') await site.hear(later);
      const second = site.registration.findUpdate();
      if (when === 'after') await site.hear(later);
      second.become('installed');
      expect(await reconnections(site, page, 6000)).toBeGreaterThanOrEqual(3);
    },
  );
});

describe('the worker that is installed', () => {
  const from = expect.any(String);

  test('says so, and says that it skips waiting before it does', async () => {
    const site = await ModelSite.start();
    expect(site.messages).toEqual([]);
    await site.restart(undefined, {});
    expect(site.messages).toEqual([{ from, type: 'here', version: 1 }]);
    await (globalThis as unknown as ServiceWorkerGlobalScope).skipWaiting();
    expect(site.messages.slice(1)).toEqual([{ from, type: 'skip-waiting', version: 1 }]);
  });

  test('says that it skips waiting though it did before its first strategy was made', async () => {
    const site = await ModelSite.start();
    await site.restart(undefined, {}, () => void self.skipWaiting());
    expect(site.messages).toEqual([
      { from, type: 'here', version: 1 },
      { from, type: 'skip-waiting', version: 1 },
    ]);
  });

  test('is not moved by its own installation', async () => {
    const site = await ModelSite.start();
    await site.dispatch('install');
    site.registration.findUpdate().become('installed');
    expect((await site.open('a')).readyState).toBe('open');

    await site.dispatch('activate');
    const page = await site.open('a');
    site.registration.findUpdate().become('installed');
    await site.pass(0);
    expect(page.readyState).toBe('connecting');
  });

  test('need not wait for what the one before it stores, which may be ended too soon', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.publish(2);
    site.storage.error = new Error('Too late.');
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    site.registration.findUpdate().become('installed');
    await site.pass(0);
    const [positions] = site.messages;
    expect(positions).toMatchObject({ from, type: 'positions' });
    await site.restart();
    await site.dispatch('install');
    await site.hear(positions);
    await site.hear({ from: 'x', type: 'positions', records: [null, { name: 1 }] });
    await site.publish(1);
    await site.open(page);
    await site.publish(1);
    expect(page.log).toEqual(['1', '2', '3', '4']);
    warn.mockRestore();
  });

  test('is told nothing by a worker that was asked for no stream: what is stored says more', async () => {
    const site = await ModelSite.start();
    await site.open('a');
    await site.pass(second);
    await site.restart();
    const before = await site.stored();
    site.registration.findUpdate().become('installed');
    await site.pass(second);
    expect([await site.stored(), site.messages]).toEqual([before, []]);
  });

  test('serves the pages of the one before it from where they stopped', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.publish(2);
    site.registration.findUpdate().become('installed');
    await site.pass(0);
    await site.restart();
    await site.publish(1);
    await site.open(page);
    await site.publish(1);
    expect(page.log).toEqual(['1', '2', '3', '4']);
  });
});
