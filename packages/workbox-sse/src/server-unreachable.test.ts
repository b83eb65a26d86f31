import { describe, expect, jest, test } from '@jest/globals';
import { ModelPage } from '../../sse-multiplexer/src/testing/ModelPage.js';
import { useFakeTime } from '../../sse-multiplexer/src/testing/useFakeTime.js';
import { eventSourceRequest } from './testing/eventSourceRequest.js';
import { expectHandledRejections } from './testing/expectHandledRejections.js';
import { BUILDS, ModelWorker } from './testing/ModelWorker.js';
import { StrategySite } from './testing/StrategySite.js';

useFakeTime();
expectHandledRejections();

describe.each(BUILDS)('with the %s build of Workbox', (build) => {
  test('a server that cannot be reached is a network error: no catch handler is asked', async () => {
    const handler = jest.fn(() => Promise.resolve(new Response('offline')));
    const site = await StrategySite.start(build, {}, ({ routing }) =>
      routing.setCatchHandler(handler),
    );
    site.server.refusal = () => new TypeError('unreachable');
    const tabs = await Promise.all([site.open('a'), site.open('b')]);
    for (const { response } of tabs) expect(response?.type).toBe('error');
    expect(handler).not.toHaveBeenCalled();
  });

  test('no fallback of a plugin is an answer, either', async () => {
    const site = await StrategySite.start(build, {
      plugins: [{ handlerDidError: () => Promise.resolve(new Response('offline page')) }],
    });
    site.server.refusal = () => new TypeError('unreachable');
    expect((await site.open('tab')).response?.type).toBe('error');
    site.server.refusal = undefined;
    expect((await site.open('tab')).response?.status).toBe(200);
  });

  test('in Firefox, where an error from the worker would close it for good, the browser connects itself', async () => {
    const site = await StrategySite.start(build);
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
});
