import { expect, test } from '@jest/globals';
import type { Route } from 'workbox-routing';
import type { SSEMultiplexStrategyOptions } from './SSEMultiplexStrategy.js';
import { ModelWorker } from './testing/ModelWorker.js';

test('what is exported is what is documented', async () => {
  await ModelWorker.start('production', ({ sse }) => {
    expect(Object.keys(sse).sort()).toEqual([
      'EventStreamBypassRoute',
      'EventStreamGuardPlugin',
      'EventStreamPreflightPlugin',
      'InvalidOptionError',
      'SSEMultiplexStrategy',
      'bypassEventStream',
      'fallThrough',
      'isEventStreamRequest',
      'session',
    ]);
  });
});

test("everything fits Workbox's types, without a cast", async () => {
  const routes: Route[] = [];
  await ModelWorker.start('development', ({ routing, strategies, sse }) => {
    const { bypassEventStream, fallThrough, isEventStreamRequest } = sse;
    const strategy = new sse.SSEMultiplexStrategy();
    routes.push(
      routing.registerRoute(bypassEventStream, fallThrough),
      routing.registerRoute(bypassEventStream, fallThrough, 'POST'),
      routing.registerRoute(isEventStreamRequest, strategy),
      routing.registerRoute('/events', strategy),
      routing.registerRoute(new routing.Route(isEventStreamRequest, strategy)),
      routing.registerRoute(new sse.EventStreamBypassRoute()),
    );
    sse.EventStreamBypassRoute.register(['POST', 'PUT']);
    const plugins = [new sse.EventStreamGuardPlugin()];
    routing.setDefaultHandler(new strategies.NetworkFirst({ plugins }));
    expect(strategy).toBeInstanceOf(strategies.Strategy);
    for (const route of routes) expect(route).toBeInstanceOf(routing.Route);
  });
  expect(routes).toHaveLength(6);
});

test('a wrong option compiles as little as it runs', async () => {
  const wrong: SSEMultiplexStrategyOptions[] = [
    // @ts-expect-error Milliseconds are a number.
    { linger: '1000' },
    // @ts-expect-error There is no such policy.
    { join: 'late' },
    // @ts-expect-error A snapshot is named by a type.
    { join: { snapshot: [1] } },
    // @ts-expect-error A query parameter has a name.
    { resume: { query: true } },
    // @ts-expect-error Pages or the worker reconnect.
    { reconnect: 'tab' },
    // @ts-expect-error There are two ways, or none.
    { keepAlive: true },
    // @ts-expect-error Only `false` turns it off.
    { gap: true },
    // @ts-expect-error There is no such option.
    { lingr: 1000 },
    // @ts-expect-error `false` is how to switch off.
    { resume: 'none' },
    // @ts-expect-error A session is made by `session()`.
    { session: { resetOn: ['/login'] } },
    // @ts-expect-error A plugin adds headers.
    { fetchOptions: { headers: { 'x-token': '1' } } },
    // @ts-expect-error Whether cookies are sent is the page's to say.
    { fetchOptions: { credentials: 'include' } },
    // @ts-expect-error An upstream is ended when nobody needs it any more.
    { fetchOptions: { signal: AbortSignal.abort() } },
    // @ts-expect-error An event stream is asked for by GET.
    { fetchOptions: { method: 'POST' } },
  ];
  await ModelWorker.start('development', ({ sse }) => {
    for (const options of wrong) {
      expect(() => new sse.SSEMultiplexStrategy(options)).toThrow(sse.InvalidOptionError);
    }
  });
});

test('a strategy that caches nothing has no options for a cache', async () => {
  await ModelWorker.start('production', ({ sse }) => {
    // @ts-expect-error It is an option of other strategies.
    const strategy = new sse.SSEMultiplexStrategy({ cacheName: 'streams' });
    expect(strategy.cacheName).not.toBe('streams');
  });
});

test('what is refused of fetchOptions, is so with the way to do it', async () => {
  await ModelWorker.start('development', ({ sse }) => {
    const options = { fetchOptions: { headers: {} } } as SSEMultiplexStrategyOptions;
    expect(() => new sse.SSEMultiplexStrategy(options)).toThrow(/headers: .*requestWillFetch/);
    const fetchOptions = { priority: 'high', referrerPolicy: 'no-referrer' } as const;
    expect(() => new sse.SSEMultiplexStrategy({ fetchOptions })).not.toThrow();
  });
});

test("a strategy's answer may be none, and its type says so", async () => {
  await ModelWorker.start('production', ({ sse }) => {
    const strategy = new sse.SSEMultiplexStrategy();
    const request = new Request('https://app.test/');
    const event = Object.assign(new Event('fetch'), { clientId: 'page' }) as unknown as FetchEvent;
    const answer = strategy.handle({ request, event });
    // @ts-expect-error It may be left to the browser.
    const promised: Promise<Response> = answer;
    expect(promised).toBeUndefined();
  });
});
