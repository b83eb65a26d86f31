import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import type { watchRequests as WatchRequests } from './watchRequests.js';

useFakeTime();

/** The client that a navigation has led to, as far as it is there. */
let shown: { readonly url: string } | undefined;
let listeners: EventTarget;
let answers: ((response: Response | Promise<never>) => void)[];
let watchRequests: typeof WatchRequests;

beforeEach(async () => {
  shown = undefined;
  listeners = new EventTarget();
  answers = [];
  Object.assign(globalThis, {
    self: globalThis,
    location: new URL('https://app.test/sw.js'),
    clients: { get: () => Promise.resolve(shown) },
    addEventListener: listeners.addEventListener.bind(listeners),
    fetch: () => new Promise((resolve) => answers.push(resolve)),
  });
  await jest.isolateModulesAsync(async () => {
    ({ watchRequests } = await import('./watchRequests.js'));
  });
});

/** A page asks; what is done with its event. */
function ask(url: string, { accept = '*/*', mode = 'cors' } = {}) {
  const asked = {
    /** What the worker is kept alive for. */
    kept: [] as Promise<unknown>[],
    answer: undefined as Promise<Response> | undefined,
  };
  const request = new Request(url, { headers: { accept } });
  Object.defineProperty(request, 'mode', { value: mode });
  const event = Object.assign(new Event('fetch'), {
    ...{ request, resultingClientId: 'next' },
    waitUntil: (work: Promise<unknown>) => void asked.kept.push(work),
    respondWith: (answer: Promise<Response>) => void (asked.answer = answer),
  });
  listeners.dispatchEvent(event);
  return asked;
}

/** What was told of requests: how each ended, once it did. */
function watch(...patterns: (string | RegExp)[]): (boolean | undefined)[] {
  const told: (boolean | undefined)[] = [];
  watchRequests(patterns, (over) => {
    const index = told.push(undefined) - 1;
    void over.then((isSeen) => (told[index] = isSeen));
  });
  return told;
}

describe('a login', () => {
  test('is told of at once, and again when it is answered', async () => {
    const told = watch('/login');
    const { answer } = ask('https://app.test/login');
    expect(told).toEqual([undefined]);
    const response = new Response('welcome');
    answers[0]?.(response);
    expect(await answer).toBe(response);
    await jest.advanceTimersByTimeAsync(0);
    expect(told).toEqual([true]);
  });

  test('that fails is over, too', async () => {
    const told = watch('/login');
    const { answer } = ask('https://app.test/login');
    answers[0]?.(Promise.reject(new TypeError('no network')));
    await expect(answer).rejects.toThrow('no network');
    await jest.advanceTimersByTimeAsync(0);
    expect(told).toEqual([true]);
  });

  test('keeps the worker alive until its end has been seen', async () => {
    watch('/login');
    const { kept } = ask('https://app.test/login');
    expect(kept).toHaveLength(1);
    let isOver = false;
    void kept[0]?.then(() => (isOver = true));
    await jest.advanceTimersByTimeAsync(30_000);
    expect(isOver).toBe(false);
    answers[0]?.(new Response());
    await jest.advanceTimersByTimeAsync(0);
    expect(isOver).toBe(true);
  });
});

describe('a login by navigation', () => {
  const navigation = { mode: 'navigate' };

  test('is left to the browser, and over when its page is there', async () => {
    const told = watch('/login');
    const { answer, kept } = ask('https://app.test/login?from=here', navigation);
    expect([answer, kept.length, answers.length]).toEqual([undefined, 1, 0]);
    await jest.advanceTimersByTimeAsync(1000);
    shown = { url: 'about:blank' };
    await jest.advanceTimersByTimeAsync(1000);
    expect(told).toEqual([undefined]);
    shown = { url: 'https://app.test/welcome' };
    await jest.advanceTimersByTimeAsync(50);
    expect(told).toEqual([true]);
  });

  test('of which no page comes is given up after a minute', async () => {
    const told = watch('/login');
    ask('https://app.test/login', navigation);
    await jest.advanceTimersByTimeAsync(59_900);
    expect(told).toEqual([undefined]);
    await jest.advanceTimersByTimeAsync(100);
    expect(told).toEqual([false]);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('what is watched', () => {
  test.each([
    ['a path, with any query', '/login', 'https://app.test/login?as=me', true],
    ['a URL with its query', '/login?as=me', 'https://app.test/login?as=me', true],
    ['not with another query', '/login?as=me', 'https://app.test/login?as=you', false],
    ['not a longer path', '/login', 'https://app.test/login/help', false],
    ['not another origin', '/login', 'https://other.test/login', false],
    ['what a RegExp finds', /\/log(?:in|out)\b/, 'https://other.test/a/logout?b', true],
    ['not what it does not find', /\/logout$/, 'https://app.test/login', false],
  ])('%s', (_, pattern, url, isWatched) => {
    const told = watch(pattern);
    const { kept } = ask(url);
    expect([told.length, kept.length, answers.length]).toEqual(Array(3).fill(isWatched ? 1 : 0));
  });

  test('each time, by a RegExp that remembers where it stopped', () => {
    const told = watch(/login/g);
    for (let times = 0; times < 3; times++) ask('https://app.test/login');
    expect(told).toHaveLength(3);
  });

  test('no event stream: its own opening would reset it again and again', () => {
    const told = watch(/./);
    const { answer } = ask('https://app.test/events', { accept: 'text/event-stream' });
    expect([told.length, answer]).toEqual([0, undefined]);
  });

  test('nothing while nobody asks for it', () => {
    const { answer, kept } = ask('https://app.test/login');
    expect([answer, kept]).toEqual([undefined, []]);
  });
});
