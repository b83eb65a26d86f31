import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { EventStreamGuardPlugin } from 'sse-service-worker';
import type { WorkboxPlugin } from 'workbox-core/types.js';
import { expectHandledRejections } from './testing/expectHandledRejections.js';
import { ModelCaches } from './testing/ModelCaches.js';
import { serveStream } from './testing/serveStream.js';
import { ModelFetchEvent, workerGlobals } from './testing/workerGlobals.js';

workerGlobals();
expectHandledRejections();

/** As much of a strategy as all three libraries have. */
interface Strategy {
  handleAll(options: { event: Event; request: Request }): [Promise<Response>, Promise<void>];
}
type Strategies = Record<
  'CacheFirst' | 'NetworkFirst' | 'NetworkOnly' | 'StaleWhileRevalidate',
  new (options: { plugins: object[] }) => Strategy
>;

const libraries: readonly (readonly [name: string, module: string])[] = [
  ['Workbox 7', 'workbox-strategies'],
  ['Workbox 6', 'workbox-strategies-6'],
  ['Serwist', 'serwist'],
];
const names = ['NetworkFirst', 'StaleWhileRevalidate', 'CacheFirst', 'NetworkOnly'] as const;

const url = 'https://app.test/answer';
const stream = { headers: { 'content-type': 'Text/Event-Stream;charset=utf-8' } };
const cacheAll: WorkboxPlugin = { cacheWillUpdate: ({ response }) => Promise.resolve(response) };
const cacheNone: WorkboxPlugin = { cacheWillUpdate: () => Promise.resolve(null) };

let caches: ModelCaches;

beforeEach(() => {
  caches = new ModelCaches();
  Object.assign(globalThis, { caches });
});

afterEach(() => {
  jest.restoreAllMocks();
});

const serve = (make: () => Response): void => {
  jest.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(make()));
};

describe.each(libraries)('the guard plugin in %s', (_, module) => {
  let strategies: Strategies;
  beforeEach(async () => {
    strategies = (await import(module)) as Strategies;
  });

  /** A worker's answer to one request, by a strategy with these plugins. */
  const answer = (
    name: (typeof names)[number],
    plugins: object[],
    request = new Request(url),
  ): [Promise<Response>, Promise<void>] => {
    const event = new ModelFetchEvent(request, 'page');
    event.isActive = true;
    return new strategies[name]({ plugins }).handleAll({ event, request });
  };

  describe.each(names)('%s', (name) => {
    test('hands a stream through as it is asked for, and is done with it', async () => {
      const seen = serveStream(stream);
      const [response, done] = answer(name, [new EventStreamGuardPlugin()]);
      const { body, headers, status } = await response;
      await done;
      expect([status, headers.get('content-type')]).toEqual([
        200,
        'Text/Event-Stream;charset=utf-8',
      ]);
      const reader = body?.getReader();
      const { value } = (await reader?.read()) ?? {};
      expect(new TextDecoder().decode(value)).toBe('data: 1\n\n');
      expect(seen.pulls).toBeLessThanOrEqual(2);
      expect(caches.urls).toEqual([]);

      await reader?.cancel();
      expect(seen.cancelled).toBe(true);
      expect(seen.signal?.aborted).toBe(true);
    });

    test('is done with it in Firefox when its head has settled', async () => {
      const own = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
      const value = { userAgent: 'Gecko/20100101 Firefox/153.0' };
      Object.defineProperty(globalThis, 'navigator', { configurable: true, value });
      const seen = serveStream(stream);
      const [response] = answer(name, [new EventStreamGuardPlugin()]);
      const { signal } = await response.then(async ({ body }) => {
        await body?.cancel();
        return seen;
      });
      expect(signal?.aborted).toBe(false);
      await once(signal as AbortSignal, 'abort');
      await setImmediate();
      expect(seen.cancelled).toBe(true);
      if (own) Object.defineProperty(globalThis, 'navigator', own);
    });

    test.each([
      ['before it, that caches everything', [cacheAll, new EventStreamGuardPlugin()]],
      ['after it, that caches everything', [new EventStreamGuardPlugin(), cacheAll]],
      ['before it, that caches nothing', [cacheNone, new EventStreamGuardPlugin()]],
      ['after it, that caches nothing', [new EventStreamGuardPlugin(), cacheNone]],
    ])('does so with a plugin %s', async (_case, plugins) => {
      for (let round = 1; round <= 2; round++) {
        const seen = serveStream(stream);
        const [response, done] = answer(name, plugins);
        const { body, status } = await response;
        await done;
        expect(status).toBe(200);
        await body?.cancel();
        expect(seen.cancelled).toBe(true);
      }
    });

    test.each([
      ['200', () => new Response('text')],
      ['404', () => new Response('none', { status: 404 })],
      ['500', () => new Response('broken', { status: 500 })],
      ['204', () => new Response(null, { status: 204 })],
      ['another type', () => new Response('a', { headers: { 'content-type': 'text/plain' } })],
      ['an opaque one', () => Object.defineProperty(new Response('a'), 'status', { value: 0 })],
    ])(
      'does with every other response what it does without the plugin: %s',
      async (_case, make) => {
        const results: unknown[] = [];
        for (const plugins of [[], [new EventStreamGuardPlugin()]]) {
          caches = new ModelCaches();
          Object.assign(globalThis, { caches });
          const sent = make();
          serve(() => sent);
          const [response, done] = answer(name, plugins);
          const received = await response;
          await done.catch(() => undefined);
          results.push([received === sent, await received.text(), caches.urls]);
        }
        expect(results[1]).toEqual(results[0]);
        expect(results[1]).toContain(true);
      },
    );

    test('does not use a stream that was cached before', async () => {
      const cache = await caches.open(
        (new strategies[name]({ plugins: [] }) as unknown as { cacheName: string }).cacheName,
      );
      await cache.put(new Request(url), new Response('data: old\n\n', stream));
      serve(() => new Response('data: new\n\n', stream));
      const [response, done] = answer(name, [new EventStreamGuardPlugin()]);
      expect(await (await response).text()).toBe('data: new\n\n');
      await done;
    });
  });

  test('without it NetworkFirst waits for the end of the copy that it caches', async () => {
    const seen = serveStream(stream);
    const [response, done] = answer('NetworkFirst', []);
    // A copy of two is cancelled when both are.
    void (await response).body?.cancel();
    const first = await Promise.race([
      done.then(() => 'done'),
      new Promise((resolve) => setTimeout(resolve, 20, 'waiting')),
    ]);
    expect(first).toBe('waiting');
    expect(seen.cancelled).toBe(false);
    seen.ends = true;
    await done;
    expect(caches.urls).toEqual([url]);
  });

  test('a stream that breaks breaks for its reader', async () => {
    serve(() => {
      const body = new ReadableStream({
        pull(controller) {
          controller.error(new TypeError('cut'));
        },
      });
      return new Response(body, stream);
    });
    const [response, done] = answer('NetworkFirst', [new EventStreamGuardPlugin()]);
    await expect((await response).text()).rejects.toThrow('cut');
    await done;
  });

  test('the request stays what it was', async () => {
    serve(() => new Response('text'));
    const abort = new AbortController();
    const request = new Request(url, {
      method: 'POST',
      body: 'question',
      headers: { 'x-own': 'a' },
      credentials: 'include',
      cache: 'no-store',
      referrerPolicy: 'origin',
      signal: abort.signal,
    });
    const [response] = answer('NetworkOnly', [new EventStreamGuardPlugin()], request);
    await response;
    const sent = jest.mocked(fetch).mock.calls[0]?.[0] as Request;
    expect(await sent.text()).toBe('question');
    expect(sent).toMatchObject({
      method: 'POST',
      credentials: 'include',
      cache: 'no-store',
      referrerPolicy: 'origin',
    });
    expect(sent.headers.get('x-own')).toBe('a');
    abort.abort();
    expect(sent.signal.aborted).toBe(true);
  });

  test.each(['image', 'document'])(
    'a request for a destination, %s, is not touched',
    async (destination) => {
      const plugin = new EventStreamGuardPlugin();
      const request = Object.defineProperty(new Request(url), 'destination', {
        value: destination,
      });
      expect(await plugin.requestWillFetch({ request, state: {} })).toBe(request);
    },
  );
});
