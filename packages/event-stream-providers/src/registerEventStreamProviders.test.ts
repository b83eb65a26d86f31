import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type * as Routing from 'workbox-routing';
import { workerGlobals } from '../../workbox-sse/src/testing/workerGlobals.js';
import { ModelFetchEvent } from '../../workbox-sse/src/testing/workerGlobals.js';
import type { EventStreamProvider } from './EventStreamProvider.js';
import type * as Providers from './index.js';

let worker: EventTarget;
let providers: typeof Providers;
let routing: typeof Routing;

beforeEach(async () => {
  // What is kept of a stream outlives it for minutes.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  worker = workerGlobals();
  await jest.isolateModulesAsync(async () => {
    routing = await import('workbox-routing');
    providers = await import('./index.js');
  });
});

afterEach(() => void jest.useRealTimers());

const app = (): Promise<Response> => Promise.resolve(new Response('from the app'));

/** What the worker does about a request: its answer, or that it leaves it to the browser. */
const answerTo = async (
  url: string,
  { method = 'GET', accept = 'text/event-stream' } = {},
): Promise<string> => {
  const request = new Request(url, { method, headers: { accept } });
  const event = new ModelFetchEvent(request, 'page');
  event.isActive = true;
  worker.dispatchEvent(event);
  event.isActive = false;
  const response = await event.response;
  return response ? response.text() : 'left to the browser';
};

const open = (body: string): void =>
  void Object.assign(globalThis, {
    fetch: () =>
      Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } })),
  });

describe('rules', () => {
  test('come before the app’s routes, though these are there before', async () => {
    open('data: shared\n\n');
    routing.registerRoute(() => true, app);
    routing.setDefaultHandler(app);
    providers.registerEventStreamProviders([providers.split(), providers.mcp('/mcp')]);
    expect(await answerTo('https://streaming.split.io/sse?channels=a')).toContain('data: shared');
    expect(await answerTo('https://app.test/mcp/sse')).toBe('left to the browser');
    expect(await answerTo('https://app.test/events')).toBe('from the app');
  });

  test('of two that fit, the first counts', async () => {
    routing.setDefaultHandler(app);
    providers.registerEventStreamProviders([providers.mcp('/a/b'), providers.turbo('/a')]);
    expect(await answerTo('https://app.test/a/b')).toBe('left to the browser');
  });

  test('that share leave alone what is no event stream', async () => {
    routing.setDefaultHandler(app);
    providers.registerEventStreamProviders([providers.trpc()]);
    expect(await answerTo('https://app.test/trpc/query', { accept: '*/*' })).toBe('from the app');
  });

  test('that bypass leave all GET and POST requests to the browser, whatever they accept', async () => {
    for (const method of ['GET', 'POST'] as const) routing.registerRoute(() => true, app, method);
    providers.registerEventStreamProviders([providers.aiSdk()]);
    for (const method of ['GET', 'POST']) {
      expect(await answerTo('https://app.test/api/chat', { method, accept: '*/*' })).toBe(
        'left to the browser',
      );
    }
  });
});

describe('what is malformed', () => {
  const rule = { name: 'mine', scopes: ['/events'], share: {} };

  test.each<[rule: unknown, message: string]>([
    ['split', 'providers[1]: expected a rule {name, scopes, share}, got "split".'],
    [{ ...rule, name: '' }, 'providers[1].name: expected a name, got "".'],
    [{ ...rule, scopes: [] }, 'providers[1].scopes: expected a list of URL prefixes, got [].'],
    [
      { ...rule, scopes: ['http://'] },
      'providers[1].scopes: expected URL prefixes, got "http://".',
    ],
    [{ ...rule, share: true }, 'providers[1].share: expected options, or false, got true.'],
    [{ ...rule, share: { jion: 'live' } }, 'providers[1].share: expected some of '],
    [{ ...rule, share: { silence: -1 } }, 'The rule of mine: silence: expected a number'],
  ])('%j is refused, and nothing is registered', async (malformed, message) => {
    routing.setDefaultHandler(app);
    const rules = [providers.mcp(), malformed as EventStreamProvider];
    expect(() => providers.registerEventStreamProviders(rules)).toThrow(message);
    expect(await answerTo('https://app.test/mcp')).toBe('from the app');
  });

  test('no list is refused', () => {
    const rules = providers.split() as unknown as readonly EventStreamProvider[];
    expect(() => providers.registerEventStreamProviders(rules)).toThrow('an array of rules');
  });
});
