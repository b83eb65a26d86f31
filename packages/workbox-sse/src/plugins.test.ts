import { describe, expect, jest, test } from '@jest/globals';
import type { WorkboxPlugin } from 'workbox-core/types.js';
import { ModelPage } from '../../sse-multiplexer/src/testing/ModelPage.js';
import { ModelServer } from '../../sse-multiplexer/src/testing/ModelServer.js';
import { settle } from '../../sse-multiplexer/src/testing/settle.js';
import { useFakeTime } from '../../sse-multiplexer/src/testing/useFakeTime.js';
import { eventSourceRequest } from './testing/eventSourceRequest.js';
import { expectHandledRejections } from './testing/expectHandledRejections.js';
import { ModelWorker } from './testing/ModelWorker.js';
import { StrategySite } from './testing/StrategySite.js';

useFakeTime();
expectHandledRejections();

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
    const site = await StrategySite.start('development', { plugins: [plugin], join: 'live' });
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
    const site = await StrategySite.start('development', { plugins: [plugin] });
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
    const site = await StrategySite.start('development', { plugins: [plugin] });
    site.server.refusal = () => new TypeError('unreachable');
    await Promise.all([site.open('first'), site.open('second')]);
    const count = (name: string): number => calls.filter((call) => call === name).length;
    expect(count('fetchDidFail')).toBe(1);
    expect(count('handlerDidError')).toBe(2);
    expect(count('handlerDidComplete')).toBe(2);
  });

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
    const site = await StrategySite.start('development', { plugins: [plugin], join: 'live' });
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
    const site = await StrategySite.start('development', { plugins: [plugin] });
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
    const site = await StrategySite.start('development', {
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
    const site = await StrategySite.start('development', {
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
