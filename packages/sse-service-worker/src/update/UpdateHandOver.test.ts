import { describe, expect, jest, test } from '@jest/globals';
import { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { ModelSite } from '../testing/ModelSite.js';

useFakeTime();

const minute = 60_000;

describe('the worker that is in charge', () => {
  test('sends its pages away when another one is installed, not before', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.publish(2);
    const next = site.findUpdate();
    await site.pass(minute);
    expect(page.readyState).toBe('open');

    next.become('installed');
    await site.pass(0);
    expect([page.readyState, page.reconnectionTime]).toEqual(['connecting', 300]);
    expect([...site.stored.values()].join()).toContain('"lastEventId":"2"');
    expect(site.server.openConnections).toHaveLength(0);
  });

  test('has pages come back once more for a quarter of a second, then goes on', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.publish(1);
    site.findUpdate().become('installed');
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

  test('leaves clients that are built on `fetch` to the browser for as long', async () => {
    const site = await ModelSite.start();
    const client = new ModelPage('a', true, undefined, { cache: 'default' });
    site.findUpdate().become('installed');
    await site.pass(249);
    expect((await site.open(client)).error).toEqual(new Error('left alone'));
    await site.pass(1);
    expect((await site.open(client)).readyState).toBe('open');
  });

  test('does so again when the other one says that it skips waiting', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.hear('here');
    expect(page.readyState).toBe('open');
    await site.hear('skip-waiting');
    expect(page.readyState).toBe('connecting');
  });

  test('asks one that says nothing once a minute, until it is in charge', async () => {
    const site = await ModelSite.start();
    const next = site.findUpdate();
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
    await site.hear('here');
    site.findUpdate().become('installed');
    await site.pass(250);
    const page = await site.open('a');
    await site.pass(10 * minute);
    expect(page.readyState).toBe('open');
  });
});

describe('the worker that is installed', () => {
  test('says so, and says that it skips waiting before it does', async () => {
    const site = await ModelSite.start();
    expect(site.messages).toEqual([]);
    await site.restart(undefined, {});
    expect(site.messages).toEqual(['here']);
    await (globalThis as unknown as ServiceWorkerGlobalScope).skipWaiting();
    expect(site.messages).toEqual(['here', 'skip-waiting']);
  });

  test('is not moved by its own installation', async () => {
    const site = await ModelSite.start();
    await site.dispatch('install');
    site.findUpdate().become('installed');
    const headers = { accept: 'text/event-stream' };
    expect(site.streams.accepts(new Request('https://app.test/', { headers }), 'a')).toBe(true);

    await site.dispatch('activate');
    const page = await site.open('a');
    site.findUpdate().become('installed');
    await site.pass(0);
    expect(page.readyState).toBe('connecting');
  });

  test('need not wait for what the one before it stores, which may be ended too soon', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.publish(2);
    site.storageError = new Error('Too late.');
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    site.findUpdate().become('installed');
    await site.pass(0);
    const [pages] = site.messages;
    await site.restart();
    await site.hear(pages);
    await site.hear({ of: 1, pages: [] });
    await site.publish(1);
    await site.open(page);
    await site.publish(1);
    expect(page.log).toEqual(['1', '2', '3', '4']);
    warn.mockRestore();
  });

  test('serves the pages of the one before it from where they stopped', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.publish(2);
    site.findUpdate().become('installed');
    await site.pass(0);
    await site.restart();
    await site.publish(1);
    await site.open(page);
    await site.publish(1);
    expect(page.log).toEqual(['1', '2', '3', '4']);
  });
});
