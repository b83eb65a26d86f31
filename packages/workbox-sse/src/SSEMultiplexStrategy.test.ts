import { describe, expect, jest, test } from '@jest/globals';
import type { WorkboxPlugin } from 'workbox-core/types.js';
import { ModelPage } from '../../sse-multiplexer/src/testing/ModelPage.js';
import { settle } from '../../sse-multiplexer/src/testing/settle.js';
import { useFakeTime } from '../../sse-multiplexer/src/testing/useFakeTime.js';
import { eventSourceRequest } from './testing/eventSourceRequest.js';
import { expectHandledRejections } from './testing/expectHandledRejections.js';
import { BUILDS, ModelWorker } from './testing/ModelWorker.js';
import { StrategySite } from './testing/StrategySite.js';
import type { WorkerStrategy } from './testing/WorkerStrategy.js';

useFakeTime();
expectHandledRejections();

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await settle();
}

describe.each(BUILDS)('with the %s build of Workbox', (build) => {
  test('ten tabs, one connection', async () => {
    const site = await StrategySite.start(build);
    const tabs = Array.from({ length: 10 }, (_, index) => new ModelPage(`tab ${index}`));
    await Promise.all(tabs.map((tab) => site.open(tab)));
    await site.publish(3);
    for (const { log } of tabs) expect(log).toEqual(['1', '2', '3']);
    expect(site.fetch).toHaveBeenCalledTimes(1);
  });

  test('nothing keeps the event of an open stream alive', async () => {
    const site = await StrategySite.start(build);
    const tab = await site.open('tab');
    await Promise.all(site.events.flatMap(({ lifetimePromises }) => lifetimePromises));
    expect(tab.readyState).toBe('open');
  });

  test('what may not be shared is left to the browser at once, whatever else there is', async () => {
    const handler = jest.fn(() => Promise.resolve(new Response('offline')));
    const worker = await ModelWorker.start(build, ({ routing, sse }) => {
      routing.registerRoute(() => true, new sse.SSEMultiplexStrategy());
      routing.setDefaultHandler(handler);
      routing.setCatchHandler(handler);
    });
    const headers = { accept: 'text/event-stream', authorization: 'Bearer x' };
    expect(worker.fetch(new Request('https://app.test/', { headers })).response).toBeUndefined();
    expect(worker.fetch('https://app.test/page').response).toBeUndefined();
    expect(handler).not.toHaveBeenCalled();
  });

  test("a refusal is the server's own", async () => {
    const site = await StrategySite.start(build);
    site.server.refusal = () => new Response('no', { status: 403 });
    const { response } = await site.open('tab');
    expect([response?.status, await response?.text()]).toEqual([403, 'no']);
  });

  test('a stream that the worker reopens by itself is fetched like any other', async () => {
    const requestWillFetch = jest.fn<NonNullable<WorkboxPlugin['requestWillFetch']>>(
      ({ request }) => Promise.resolve(request),
    );
    const site = await StrategySite.start(build, {
      reconnect: 'worker',
      plugins: [{ requestWillFetch }],
      fetchOptions: { priority: 'low' },
    });
    const tab = await site.open('tab');
    await site.publish(1);
    site.server.drop('end');
    await settle();
    site.server.publish(1);
    jest.advanceTimersByTime(3000);
    await settle();
    expect(tab.log).toEqual(['1', '2']);
    expect(requestWillFetch).toHaveBeenCalledTimes(2);
    expect(site.fetch.mock.calls.map(([, init]) => init)).toEqual(
      Array(2).fill({ priority: 'low' }),
    );
  });

  test('developers are warned, users are not', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const site = await StrategySite.start(build, { maxBlockBytes: 10 });
    await site.open('tab');
    site.server.chunkBytes = 5;
    site.server.send('data: more than ten bytes\n\n');
    await settle();
    expect(warn.mock.calls).toEqual(
      build === 'development'
        ? [[expect.stringMatching(/^workbox-sse: https:\/\/app\.test\/events .*maxBlockBytes/)]]
        : [],
    );
  });
});

test('fetchOptions are those of every fetch', async () => {
  const fetchOptions = { priority: 'low' } as const;
  const site = await StrategySite.start('development', { fetchOptions });
  await site.open('tab');
  expect(site.fetch.mock.calls).toEqual([[expect.any(Request), fetchOptions]]);
});

test('the request of an upstream is detached from its first tab', async () => {
  const site = await StrategySite.start();
  const abort = new AbortController();
  const tab = new ModelPage('tab', false, undefined, { signal: abort.signal });
  await site.open(tab);
  abort.abort();
  await site.publish(1);
  expect(tab.log).toEqual(['1']);
});

test('a tab is known when it comes back', async () => {
  const site = await StrategySite.start();
  const [a, b] = [new ModelPage('a'), new ModelPage('b')];
  await site.open(a);
  await site.open(b);
  await site.publish(2);
  site.server.drop('break');
  await settle();
  site.server.publish(1);
  await site.open(b);
  const stranger = await site.open('c');
  await site.open(a);
  await site.publish(1);
  for (const { log } of [a, b]) expect(log).toEqual(['1', '2', '3', '4']);
  expect(stranger.log).toEqual(['4']);
  const askedAfter = site.server.connections.map(({ lastEventId }) => lastEventId);
  expect(askedAfter).toEqual([null, null, '2', null]);
  expect(site.server.openConnections).toHaveLength(1);
});

test.each([
  ['an EventSource, that would not come back otherwise: a clean end', 'no-store', true],
  ['a client built on fetch, that would not come back otherwise: an error', 'default', false],
] as const)('a connection that breaks is, to %s', async (_, cache, isClean) => {
  const site = await StrategySite.start();
  const response = await site.answer(eventSourceRequest(undefined, { cache }), 'tab');
  const text = response.text();
  await site.publish(1);
  site.server.drop('break');
  await (isClean
    ? expect(text).resolves.toContain('data: 1')
    : expect(text).rejects.toThrow('The connection is broken.'));
});

test('a wrong option is an error when the strategy is made, in a development build', async () => {
  await ModelWorker.start('development', ({ sse }) => {
    const make = (): unknown => new sse.SSEMultiplexStrategy({ linger: -1 });
    expect(make).toThrow(sse.InvalidOptionError);
    expect(make).toThrow('linger: expected a number from 0 to 2147483647, or false, got -1.');
  });
});

describe('what there is to see', () => {
  test('is shown to the worker itself and to a page that asks, for every strategy', async () => {
    const strategies: WorkerStrategy[] = [];
    const site = await StrategySite.start('production', {}, ({ sse }) => {
      strategies.push(new sse.SSEMultiplexStrategy(), new sse.SSEMultiplexStrategy());
    });
    await site.open('tab');
    await site.publish(2);
    const answer = await site.ask({ type: 'EVENT_STREAMS_INSPECT' });
    expect(answer).toMatchObject([
      { streams: [{ url: 'https://app.test/events', state: 'open', lastEventId: '2' }] },
      { streams: [] },
      { streams: [] },
    ]);
    expect(strategies.map((strategy) => strategy.inspect().streams)).toEqual([[], []]);
  });

  test('is not an answer to messages of the app itself', async () => {
    const site = await StrategySite.start();
    for (const data of [undefined, null, 'text', { type: 'SKIP_WAITING' }]) {
      expect(await site.ask(data)).toBe('no answer');
    }
  });
});

describe('a reset', () => {
  test('by the worker forgets what was stored, too, before it says that it is done', async () => {
    const site = await StrategySite.start('production');
    await site.open('tab');
    await site.publish(3);
    site.server.drop('end');
    await settle();
    jest.advanceTimersByTime(1000);
    await until(async () => JSON.stringify(await site.stored()).includes('"lastEventId":"3"'));
    await site.strategy?.reset();
    const stored = await site.stored();
    expect(stored).toMatchObject([{ clientId: 'tab', isReset: true }, { name: 'worker' }]);
    expect(JSON.stringify(stored)).not.toContain('lastEventId');
  });

  test('by a page, of every strategy, is answered when it is done', async () => {
    const site = await StrategySite.start('production', {}, ({ sse }) => {
      new sse.SSEMultiplexStrategy();
    });
    const tab = await site.open('tab');
    await site.publish(1);
    const done = { type: 'EVENT_STREAMS_RESET', version: 1 };
    expect(await site.ask(done)).toEqual(done);
    await settle();
    expect([tab.readyState, site.server.openConnections]).toEqual(['connecting', []]);
    await site.open(tab);
    await site.publish(1);
    expect(tab.log).toEqual(['1', '{"reason":"reset"}', '2']);
  });
});
