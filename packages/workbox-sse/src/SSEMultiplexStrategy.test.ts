import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Visit } from 'sse-multiplexer';
import { EventStreamPreflightPlugin } from 'sse-service-worker';
import type { WorkboxPlugin } from 'workbox-core/types.js';
import { ModelPage } from '../../sse-multiplexer/src/testing/ModelPage.js';
import { ModelServer } from '../../sse-multiplexer/src/testing/ModelServer.js';
import { settle } from '../../sse-multiplexer/src/testing/settle.js';
import { useFakeTime } from '../../sse-multiplexer/src/testing/useFakeTime.js';
import type { SSEMultiplexStrategyOptions } from './SSEMultiplexStrategy.js';
import { eventSourceRequest } from './testing/eventSourceRequest.js';
import { BUILDS, type Build, ModelWorker, type WorkerModules } from './testing/ModelWorker.js';
import type { ModelFetchEvent } from './testing/workerGlobals.js';

useFakeTime();

/** A rejection that nobody takes is an error message in every user's console. */
const unhandled = jest.fn();
beforeEach(() => void process.on('unhandledRejection', unhandled.mockClear()));
afterEach(() => {
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

type Strategy = InstanceType<WorkerModules['sse']['SSEMultiplexStrategy']>;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await settle();
}

/** A worker with the strategy, the server it fetches from, and the tabs it answers. */
class Site {
  readonly server = new ModelServer();
  readonly fetch: jest.Spied<typeof fetch>;
  readonly strategy: Strategy | undefined;
  readonly #worker: ModelWorker;

  private constructor(worker: ModelWorker, strategy: Strategy | undefined) {
    this.#worker = worker;
    this.strategy = strategy;
    this.fetch = jest
      .spyOn(globalThis, 'fetch')
      .mockImplementation((request) => this.server.fetch(request as Request));
  }

  static async start(
    build: Build = 'development',
    options?: SSEMultiplexStrategyOptions,
    rest: (modules: WorkerModules) => unknown = () => undefined,
  ): Promise<Site> {
    let strategy: Strategy | undefined;
    const worker = await ModelWorker.start(build, (modules) => {
      const { isEventStreamRequest, SSEMultiplexStrategy } = modules.sse;
      strategy = new SSEMultiplexStrategy(options);
      modules.routing.registerRoute(isEventStreamRequest, strategy);
      rest(modules);
    });
    return new Site(worker, strategy);
  }

  /** A tab opens its stream, or comes back to it. */
  async open(tab: ModelPage | string): Promise<ModelPage> {
    const page = typeof tab === 'string' ? new ModelPage(tab) : tab;
    const join = (visit: Visit): Promise<Response> => this.#worker.answer(page, visit);
    await page.connect({ join }, this.server.fetch);
    await settle();
    return page;
  }

  async ask(data: unknown): Promise<unknown> {
    return this.#worker.ask(data);
  }

  /** A tab asks. */
  answer(request: Request, clientId: string): Promise<Response> {
    return this.#worker.answer(new ModelPage(clientId), { request, clientId });
  }

  /** What the worker was asked, and for how long it may be kept for it. */
  get events(): readonly ModelFetchEvent[] {
    return this.#worker.events;
  }

  stored(): Promise<unknown[]> {
    return this.#worker.stored();
  }

  async publish(count: number): Promise<void> {
    this.server.publish(count);
    await settle();
  }
}

describe.each(BUILDS)('with the %s build of Workbox', (build) => {
  test('ten tabs, one connection', async () => {
    const site = await Site.start(build);
    const tabs = Array.from({ length: 10 }, (_, index) => new ModelPage(`tab ${index}`));
    await Promise.all(tabs.map((tab) => site.open(tab)));
    await site.publish(3);
    for (const { log } of tabs) expect(log).toEqual(['1', '2', '3']);
    expect(site.fetch).toHaveBeenCalledTimes(1);
  });

  test('nothing keeps the event of an open stream alive', async () => {
    const site = await Site.start(build);
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

  test('a server that cannot be reached is a network error: no catch handler is asked', async () => {
    const handler = jest.fn(() => Promise.resolve(new Response('offline')));
    const site = await Site.start(build, {}, ({ routing }) => routing.setCatchHandler(handler));
    site.server.refusal = () => new TypeError('unreachable');
    const tabs = await Promise.all([site.open('a'), site.open('b')]);
    for (const { response } of tabs) expect(response?.type).toBe('error');
    expect(handler).not.toHaveBeenCalled();
  });

  test('no fallback of a plugin is an answer, either', async () => {
    const site = await Site.start(build, {
      plugins: [{ handlerDidError: () => Promise.resolve(new Response('offline page')) }],
    });
    site.server.refusal = () => new TypeError('unreachable');
    expect((await site.open('tab')).response?.type).toBe('error');
    site.server.refusal = undefined;
    expect((await site.open('tab')).response?.status).toBe(200);
  });

  test('in Firefox, where an error of the worker is for ever, the browser is left to fail', async () => {
    const site = await Site.start(build);
    Object.assign(globalThis, { navigator: { userAgent: 'Gecko/20100101 Firefox/153.0' } });
    site.server.refusal = () => new TypeError('unreachable');
    const tab = new ModelPage('a', true);
    expect((await site.open(tab)).error).toEqual(new Error('left to the browser'));
    site.server.refusal = undefined;
    expect((await site.open(tab)).readyState).toBe('open');
    site.server.refusal = () => new TypeError('unreachable');
    const fetching = new ModelPage('one that fetches', false, undefined, { cache: 'default' });
    expect((await site.open(fetching)).response?.type).toBe('error');
  });

  test("a route's own catch handler is not asked, either", async () => {
    const handler = jest.fn(() => Promise.resolve(new Response('offline')));
    const worker = await ModelWorker.start(build, ({ routing, sse }) => {
      const { isEventStreamRequest, SSEMultiplexStrategy } = sse;
      routing
        .registerRoute(isEventStreamRequest, new SSEMultiplexStrategy())
        .setCatchHandler(handler);
    });
    jest.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('unreachable'));
    const visit = { request: eventSourceRequest(), clientId: 'tab' };
    expect((await worker.answer(new ModelPage('tab'), visit)).type).toBe('error');
    expect(handler).not.toHaveBeenCalled();
  });

  test("a refusal is the server's own", async () => {
    const site = await Site.start(build);
    site.server.refusal = () => new Response('no', { status: 403 });
    const { response } = await site.open('tab');
    expect([response?.status, await response?.text()]).toEqual([403, 'no']);
  });

  test('a stream that the worker reopens by itself is fetched like any other', async () => {
    const requestWillFetch = jest.fn<NonNullable<WorkboxPlugin['requestWillFetch']>>(
      ({ request }) => Promise.resolve(request),
    );
    const site = await Site.start(build, {
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
    const site = await Site.start(build, { maxBlockBytes: 10 });
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

describe('plugins', () => {
  /** A plugin that takes down what is called. */
  const recorder = () => {
    const calls: string[] = [];
    const plugin: WorkboxPlugin = {
      handlerWillStart: () => Promise.resolve(void calls.push('handlerWillStart')),
      requestWillFetch: ({ request }) => {
        calls.push('requestWillFetch');
        return Promise.resolve(request);
      },
      fetchDidSucceed: ({ response }) => {
        calls.push('fetchDidSucceed');
        return Promise.resolve(response);
      },
      fetchDidFail: () => Promise.resolve(void calls.push('fetchDidFail')),
      handlerWillRespond: ({ response }) => {
        calls.push('handlerWillRespond');
        return Promise.resolve(response);
      },
      handlerDidRespond: () => Promise.resolve(void calls.push('handlerDidRespond')),
      handlerDidComplete: () => Promise.resolve(void calls.push('handlerDidComplete')),
      handlerDidError: () => {
        calls.push('handlerDidError');
        return Promise.resolve(undefined);
      },
    };
    return { plugin, calls };
  };
  const HANDLER = [
    'handlerWillStart',
    'handlerWillRespond',
    'handlerDidRespond',
    'handlerDidComplete',
  ];

  test('see one fetch per upstream, and every tab once, all while the stream is open', async () => {
    const { plugin, calls } = recorder();
    const site = await Site.start('development', { plugins: [plugin], join: 'live' });
    await site.open('first');
    expect(calls).toEqual([
      'handlerWillStart',
      'requestWillFetch',
      'fetchDidSucceed',
      'handlerWillRespond',
      'handlerDidRespond',
      'handlerDidComplete',
    ]);
    calls.length = 0;
    const second = await site.open('second');
    expect(calls).toEqual(HANDLER);
    expect(second.readyState).toBe('open');
  });

  test('see one fetch more for a tab that starts on a connection of its own, and none of its name', async () => {
    const { plugin, calls } = recorder();
    const site = await Site.start('development', { plugins: [plugin] });
    await site.open('first');
    const alone = [...calls];
    calls.length = 0;
    await site.open('second');
    expect(calls).toEqual(alone);
    expect(site.server.openConnections).toHaveLength(1);
    for (const [request] of site.fetch.mock.calls)
      expect((request as Request).url).toBe('https://app.test/events');
  });

  test('see one failure per upstream', async () => {
    const { plugin, calls } = recorder();
    const site = await Site.start('development', { plugins: [plugin] });
    site.server.refusal = () => new TypeError('unreachable');
    await Promise.all([site.open('first'), site.open('second')]);
    const count = (name: string): number => calls.filter((call) => call === name).length;
    expect(count('fetchDidFail')).toBe(1);
    expect(count('handlerDidError')).toBe(2);
    expect(count('handlerDidComplete')).toBe(2);
  });

  test('that send a preflight do so once per upstream, before it, and the stream goes on', async () => {
    const plugin = new EventStreamPreflightPlugin({ init: { method: 'OPTIONS' } });
    const site = await Site.start('development', { plugins: [plugin], linger: 0 });
    const sent: string[] = [];
    const answer = jest.mocked(fetch).getMockImplementation();
    jest.mocked(fetch).mockImplementation((input, init) => {
      sent.push(typeof input === 'string' ? `${init?.method ?? ''} ${input}` : 'upstream');
      return typeof input === 'string'
        ? Promise.resolve(new Response(null, { status: 204 }))
        : (answer?.(input, init) ?? Promise.reject(new Error('no server')));
    });
    const tabs = await Promise.all([site.open('a'), site.open('b')]);
    await site.publish(1);
    expect(sent).toEqual(['OPTIONS https://app.test/events', 'upstream']);
    for (const { log } of tabs) expect(log).toEqual(['1']);
    site.server.drop('end');
    await settle();
    site.server.publish(1);
    await Promise.all(tabs.map((tab) => site.open(tab)));
    expect(sent).toHaveLength(4);
    for (const { log } of tabs) expect(log).toEqual(['1', '2']);
  });

  test.each([
    [false, 403, 'open'],
    [false, 'unreachable', 'open'],
    [true, 204, 'open'],
    [true, 403, 'connecting'],
    [true, 'unreachable', 'connecting'],
  ] as const)(
    'preflight required %s, answer %s: the stream is %s',
    async (required, answer, state) => {
      const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
      const plugin = new EventStreamPreflightPlugin({ required, request: '/warm-up' });
      const site = await Site.start('development', { plugins: [plugin] });
      const network = jest.mocked(fetch).getMockImplementation();
      jest.mocked(fetch).mockImplementation((input, init) => {
        if (typeof input !== 'string') return network?.(input, init) ?? Promise.reject(new Error());
        expect(input).toBe('/warm-up');
        return answer === 'unreachable'
          ? Promise.reject(new TypeError('unreachable'))
          : Promise.resolve(new Response(null, { status: answer }));
      });
      const tab = await site.open('tab');
      expect(tab.response?.type === 'error' ? 'connecting' : 'open').toBe(state);
      expect(warn).toHaveBeenCalledTimes(required ? 0 : 1);
    },
  );

  test('have a state of their own for each tab, which the upstream that it opens shares', async () => {
    const states: [string, unknown][] = [];
    const note = (name: string, state: unknown): Promise<void> => {
      states.push([name, state]);
      return Promise.resolve();
    };
    const plugin: WorkboxPlugin = {
      handlerWillStart: ({ state }) => note('start', state),
      requestWillFetch: async ({ request, state }) => {
        await note('fetch', state);
        return request;
      },
      handlerDidComplete: ({ state }) => note('complete', state),
    };
    const site = await Site.start('development', { plugins: [plugin], join: 'live' });
    await site.open('first');
    await site.open('second');
    expect(states.map(([name]) => name)).toEqual([
      'start',
      'fetch',
      'complete',
      'start',
      'complete',
    ]);
    const [one, fetched, done, two, doneToo] = states.map(([, state]) => state);
    expect([fetched, done]).toEqual([one, one]);
    expect(fetched === one && done === one && two === doneToo).toBe(true);
    expect(two === one).toBe(false);
  });

  test('keep the headers that they add when the upstream is resumed', async () => {
    const plugin: WorkboxPlugin = {
      requestWillFetch: ({ request }) => {
        const headers = new Headers(request.headers);
        headers.set('authorization', 'Bearer x');
        return Promise.resolve(new Request(request, { headers }));
      },
    };
    const site = await Site.start('development', { plugins: [plugin] });
    const tab = await site.open('tab');
    await site.publish(1);
    site.server.drop('end');
    await settle();
    await site.open(tab);
    const asked = site.fetch.mock.calls.map(([request]) => (request as Request).headers);
    expect(asked.map((headers) => headers.get('authorization'))).toEqual(['Bearer x', 'Bearer x']);
    expect(asked.map((headers) => headers.get('last-event-id'))).toEqual([null, '1']);
  });

  test("may add to the request, and put another response in the place of the server's", async () => {
    const cancel = jest.fn<() => void>();
    const site = await Site.start('development', {
      linger: 0,
      plugins: [
        {
          requestWillFetch: ({ request }) => {
            const headers = new Headers(request.headers);
            headers.set('authorization', 'Bearer x');
            return Promise.resolve(new Request(request, { headers }));
          },
          fetchDidSucceed: ({ response }) =>
            Promise.resolve(new Response(new ReadableStream({ cancel }), response)),
        },
      ],
    });
    const tab = await site.open('tab');
    expect(site.server.connections[0]?.request.headers.get('authorization')).toBe('Bearer x');
    await tab.leave();
    jest.advanceTimersByTime(0);
    await settle();
    expect(cancel).toHaveBeenCalledTimes(1);
  });

  test('that throw are a network error for the tab, and no unhandled rejection', async () => {
    const site = await Site.start('development', {
      plugins: [{ requestWillFetch: () => Promise.reject(new Error('plugin')) }],
    });
    expect((await site.open('tab')).response?.type).toBe('error');
  });

  test('that are added later are called as well', async () => {
    const { plugin, calls } = recorder();
    let strategy: { plugins: WorkboxPlugin[] } | undefined;
    const worker = await ModelWorker.start('development', ({ routing, sse }) => {
      const own = new sse.SSEMultiplexStrategy();
      strategy = own;
      routing.registerRoute(sse.isEventStreamRequest, own);
    });
    strategy?.plugins.push(plugin);
    const server = new ModelServer();
    jest
      .spyOn(globalThis, 'fetch')
      .mockImplementation((request) => server.fetch(request as Request));
    const visit = { request: eventSourceRequest(), clientId: 'tab' };
    await worker.answer(new ModelPage('tab'), visit);
    expect(calls).toContain('fetchDidSucceed');
  });
});

test('fetchOptions are those of every fetch', async () => {
  const fetchOptions = { priority: 'low' } as const;
  const site = await Site.start('development', { fetchOptions });
  await site.open('tab');
  expect(site.fetch.mock.calls).toEqual([[expect.any(Request), fetchOptions]]);
});

test('the request of an upstream is detached from its first tab', async () => {
  const site = await Site.start();
  const abort = new AbortController();
  const tab = new ModelPage('tab', false, undefined, { signal: abort.signal });
  await site.open(tab);
  abort.abort();
  await site.publish(1);
  expect(tab.log).toEqual(['1']);
});

test('a tab is known when it comes back', async () => {
  const site = await Site.start();
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
  const site = await Site.start();
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
    const strategies: Strategy[] = [];
    const site = await Site.start('production', {}, ({ sse }) => {
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
    const site = await Site.start();
    for (const data of [undefined, null, 'text', { type: 'SKIP_WAITING' }]) {
      expect(await site.ask(data)).toBe('no answer');
    }
  });
});

describe('a reset', () => {
  test('by the worker forgets what was stored, too, before it says that it is done', async () => {
    const site = await Site.start('production');
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
    const site = await Site.start('production', {}, ({ sse }) => {
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
