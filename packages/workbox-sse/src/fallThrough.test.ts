import { runInNewContext } from 'node:vm';
import { describe, expect, jest, test } from '@jest/globals';
import { fallThrough } from './fallThrough.js';
import { eventSourceRequest } from './testing/eventSourceRequest.js';
import { BUILDS, ModelWorker, type WorkerModules } from './testing/ModelWorker.js';

const answer = (): Promise<Response> => Promise.resolve(new Response('from the worker'));

describe.each(BUILDS)('with the %s build of Workbox', (build) => {
  test.each<[name: string, rest: (modules: WorkerModules, handler: typeof answer) => unknown]>([
    ['there is nothing else', () => undefined],
    ['there is a default handler', ({ routing }, handler) => routing.setDefaultHandler(handler)],
    [
      'the default handler is a strategy',
      ({ routing, strategies }) => routing.setDefaultHandler(new strategies.NetworkFirst()),
    ],
    ['there is a catch handler', ({ routing }, handler) => routing.setCatchHandler(handler)],
    [
      'a later route would match',
      ({ routing }, handler) => routing.registerRoute(() => true, handler),
    ],
    [
      'all of that at once',
      ({ routing }, handler) => {
        routing.registerRoute(() => true, handler);
        routing.setDefaultHandler(handler);
        routing.setCatchHandler(handler);
      },
    ],
  ])('an event stream is left to the browser: %s', async (_name, rest) => {
    const handler = jest.fn(answer);
    const fetch = jest.spyOn(globalThis, 'fetch').mockImplementation(answer);
    const worker = await ModelWorker.start(build, (modules) => {
      const { bypassEventStream, fallThrough: leave } = modules.sse;
      const route = modules.routing.registerRoute(bypassEventStream, leave);
      route.setCatchHandler(handler);
      rest(modules, handler);
    });
    expect(worker.fetch(eventSourceRequest()).response).toBeUndefined();
    await new Promise((resolve) => setImmediate(resolve));
    expect(handler).not.toHaveBeenCalled();
    expect(fetch).not.toHaveBeenCalled();
  });

  test('any other request is answered as ever', async () => {
    const worker = await ModelWorker.start(build, ({ routing, sse }) => {
      routing.registerRoute(sse.bypassEventStream, sse.fallThrough);
      routing.setDefaultHandler(answer);
    });
    const response = await worker.fetch('https://app.test/page').response;
    expect(await response?.text()).toBe('from the worker');
  });

  test('a route that is registered before it comes first', async () => {
    const worker = await ModelWorker.start(build, ({ routing, sse }) => {
      routing.registerRoute(() => true, answer);
      routing.registerRoute(sse.bypassEventStream, sse.fallThrough);
    });
    expect(worker.fetch(eventSourceRequest()).response).toBeInstanceOf(Promise);
  });
});

test('works from its own source text alone, as generateSW serialises it', () => {
  const alone: unknown = runInNewContext(`(${fallThrough.toString()})({})`);
  expect(alone).toBeUndefined();
});
