import { describe, expect, jest, test } from '@jest/globals';
import { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { ModelServiceWorker } from '../testing/ModelRegistration.js';
import { ModelSite } from '../testing/ModelSite.js';
import { otherVersion } from '../testing/otherVersion.js';
import { reconnections } from '../testing/reconnections.js';

declare const self: ServiceWorkerGlobalScope;

useFakeTime();

const second = 1000;
const minute = 60_000;

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
    await site.hear(otherVersion.here);
    expect(page.readyState).toBe('open');
    await site.hear(otherVersion.skipWaiting);
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
    await site.hear(otherVersion.here);
    site.registration.findUpdate().become('installed');
    await site.pass(250);
    const page = await site.open('a');
    await site.pass(10 * minute);
    expect(page.readyState).toBe('open');
  });
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
