import { describe, expect, test } from '@jest/globals';
import type { EventStreamBypassOptions } from './EventStreamBypassOptions.js';
import { eventSourceRequest } from './testing/eventSourceRequest.js';
import { ModelWorker } from './testing/ModelWorker.js';

const answer = (): Promise<Response> => Promise.resolve(new Response('from the worker'));

/** Whether a worker with such a route, and an answer for everything else, leaves a request alone. */
async function isBypassed(
  options: EventStreamBypassOptions | undefined,
  request: Request,
): Promise<boolean> {
  const worker = await ModelWorker.start('development', ({ routing, sse }) => {
    routing.registerRoute(new sse.EventStreamBypassRoute(options));
    for (const method of ['GET', 'POST'] as const)
      routing.registerRoute(() => true, answer, method);
  });
  return worker.fetch(request).response === undefined;
}

const stream = eventSourceRequest;
const page = (url = 'https://app.test/page', init?: RequestInit): Request => new Request(url, init);

test('without options it bypasses every event stream, and nothing else', async () => {
  expect(await isBypassed(undefined, stream())).toBe(true);
  expect(await isBypassed({}, stream('https://other.test/?a#b'))).toBe(true);
  expect(await isBypassed({}, page())).toBe(false);
  expect(await isBypassed({}, stream(undefined, { method: 'POST', body: '' }))).toBe(false);
});

describe('urls', () => {
  test.each<[urls: (string | RegExp)[], url: string, expected: boolean]>([
    [['/events'], 'https://app.test/events', true],
    [['/events'], 'https://app.test/events#part', true],
    [['/events#other'], 'https://app.test/events', true],
    [['/events'], 'https://app.test/events?room=1', true],
    [['/events?room=1'], 'https://app.test/events?room=1#top', true],
    [['/events?room=1'], 'https://app.test/events?room=2', false],
    [['/events?room=1'], 'https://app.test/events', false],
    [['/events'], 'https://other.test/events', false],
    [['https://other.test/events'], 'https://other.test/events', true],
    [['events'], 'https://app.test/events', true],
    [[/\/live\//], 'https://other.test/live/1', true],
    [[/\/live\/$/], 'https://other.test/live/1', false],
    [['/a', /b$/], 'https://app.test/b', true],
    [[], 'https://app.test/events', false],
  ])('%p and %s: %p', async (urls, url, expected) => {
    expect(await isBypassed({ urls }, stream(url))).toBe(expected);
  });

  test('a URL that is named needs no Accept: some SDKs read streams with */*', async () => {
    expect(await isBypassed({ urls: ['/page'] }, page())).toBe(true);
  });

  test('a RegExp with the flag g or y is the same for every request', async () => {
    const worker = await ModelWorker.start('development', ({ routing, sse }) => {
      routing.registerRoute(new sse.EventStreamBypassRoute({ urls: [/events/g, /^https:/y] }));
      routing.setDefaultHandler(answer);
    });
    for (let n = 0; n < 3; n++) expect(worker.fetch(stream()).response).toBeUndefined();
  });
});

test('origins: one of them must match', async () => {
  const origins = ['https://a.test', 'https://b.test/path'];
  expect(await isBypassed({ origins }, stream('https://b.test/x'))).toBe(true);
  expect(await isBypassed({ origins }, stream('https://c.test/x'))).toBe(false);
  expect(await isBypassed({ origins }, page('https://a.test/x'))).toBe(false);
});

test('predicate: has the last word', async () => {
  const predicate = (request: Request, url: URL): boolean =>
    request.credentials === 'include' && url.searchParams.has('live');
  const url = 'https://app.test/?live';
  expect(await isBypassed({ predicate }, stream(url, { credentials: 'include' }))).toBe(true);
  expect(await isBypassed({ predicate }, stream(url))).toBe(false);
  expect(await isBypassed({ predicate }, page(url, { credentials: 'include' }))).toBe(false);
});

test('conditions that are given must all hold', async () => {
  const options = { urls: [/live/], origins: ['https://a.test'], predicate: () => true };
  expect(await isBypassed(options, stream('https://a.test/live'))).toBe(true);
  expect(await isBypassed(options, stream('https://a.test/dead'))).toBe(false);
  expect(await isBypassed(options, stream('https://b.test/live'))).toBe(false);
});

describe('methods', () => {
  const post = (): Request => stream(undefined, { method: 'POST', body: '{}' });

  test('a route is for one', async () => {
    expect(await isBypassed({ method: 'POST' }, post())).toBe(true);
    expect(await isBypassed({ method: 'POST' }, stream())).toBe(false);
  });

  test('register registers one route for each', async () => {
    const worker = await ModelWorker.start('development', ({ routing, sse }) => {
      sse.EventStreamBypassRoute.register(['GET', 'POST'], { urls: ['/events'] });
      for (const method of ['GET', 'POST'] as const)
        routing.registerRoute(() => true, answer, method);
    });
    expect(worker.fetch(stream()).response).toBeUndefined();
    expect(worker.fetch(post()).response).toBeUndefined();
    expect(worker.fetch(stream('https://app.test/other')).response).toBeInstanceOf(Promise);
  });
});

test.each<[given: unknown, message: string]>([
  [{ urls: '/events' }, 'urls: expected an array, got "/events".'],
  [{ urls: ['http://'] }, 'urls: expected URLs, got "http://".'],
  [{ origins: 'https://a.test' }, 'origins: expected an array, got "https://a.test".'],
  [{ origins: ['https://'] }, 'origins: expected URLs, got "https://".'],
  [{ predicate: true }, 'predicate: expected a function, got true.'],
  [{ url: ['/a'] }, 'url: expected one of method, urls, origins, predicate, got "url".'],
])('a wrong value is an error that says so: %j', async (given, message) => {
  await ModelWorker.start('development', ({ sse }) => {
    const make = (): unknown => new sse.EventStreamBypassRoute(given as EventStreamBypassOptions);
    expect(make).toThrow(sse.InvalidOptionError);
    expect(make).toThrow(message);
  });
});
