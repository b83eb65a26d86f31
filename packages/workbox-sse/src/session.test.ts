import { describe, expect, jest, test } from '@jest/globals';
import type { Visit } from 'sse-multiplexer';
import { ModelPage } from '../../sse-multiplexer/src/testing/ModelPage.js';
import { ModelServer } from '../../sse-multiplexer/src/testing/ModelServer.js';
import { settle } from '../../sse-multiplexer/src/testing/settle.js';
import { useFakeTime } from '../../sse-multiplexer/src/testing/useFakeTime.js';
import type { SessionOptions } from './index.js';
import { ModelWorker, type WorkerModules } from './testing/ModelWorker.js';

useFakeTime();

const LOGIN = 'https://app.test/login';
const GAP = '{"reason":"reset"}';

/** A worker that shares streams, a tab on one of them, and a server whose logins take their time. */
class Site {
  readonly server = new ModelServer();
  readonly tab = new ModelPage('tab');
  readonly #worker: ModelWorker;
  readonly #logins: { answer: (response: Response) => void; fail: (error: unknown) => void }[] = [];

  private constructor(worker: ModelWorker) {
    this.#worker = worker;
    jest.spyOn(globalThis, 'fetch').mockImplementation((input) => {
      const request = input as Request;
      if (request.headers.get('accept') === 'text/event-stream') return this.server.fetch(request);
      return new Promise((answer, fail) => this.#logins.push({ answer, fail }));
    });
  }

  static async start(
    options: SessionOptions,
    rest: (modules: WorkerModules) => unknown = () => undefined,
  ): Promise<Site> {
    const worker = await ModelWorker.start('production', (modules) => {
      const { routing, sse } = modules;
      rest(modules);
      const strategy = new sse.SSEMultiplexStrategy({
        session: sse.session(options),
        join: 'live',
      });
      routing.registerRoute(sse.isEventStreamRequest, strategy);
    });
    const site = new Site(worker);
    await site.connect(site.tab);
    await site.publish();
    return site;
  }

  /** A tab asks, and may have to wait. */
  async open(tab: ModelPage): Promise<void> {
    void this.connect(tab);
    await settle();
  }

  /** A tab asks, and is answered. */
  async connect(tab: ModelPage): Promise<void> {
    const join = (visit: Visit): Promise<Response> => this.#worker.answer(tab, visit);
    await tab.connect({ join }, this.server.fetch);
    await settle();
  }

  async publish(): Promise<void> {
    this.server.publish(1);
    await settle();
  }

  /** A page's request; `undefined` if it is left to the browser. */
  request(request: Request | string): Promise<Response> | undefined {
    return this.#worker.fetch(request).response;
  }

  /** A link or a form; Node makes no such request. */
  navigate(url: string): Promise<Response> | undefined {
    const request = Object.defineProperty(new Request(url), 'mode', { value: 'navigate' });
    return this.request(request);
  }

  /** The server's answer to the oldest login. */
  async answer(): Promise<void> {
    this.#logins.shift()?.answer(new Response('welcome'));
    await settle();
  }

  async fail(error: Error): Promise<void> {
    this.#logins.shift()?.fail(error);
    await settle();
  }

  changeCookies(...names: string[]): void {
    this.#worker.changeCookies(...names);
  }

  get attempts(): number {
    return this.server.connections.length;
  }
}

describe('a login that resetOn names', () => {
  const start = (...resetOn: (string | RegExp)[]): Promise<Site> => Site.start({ resetOn });

  test('resets the streams before its page can go on', async () => {
    const handler = jest.fn<() => Promise<Response>>();
    const site = await Site.start({ resetOn: ['/login'] }, ({ routing }) => {
      routing.registerRoute('/login', handler);
    });
    const response = site.request(LOGIN);
    expect(handler).not.toHaveBeenCalled();
    const late = new ModelPage('late');
    const opened = response?.then(() => site.open(late));
    expect(site.tab.readyState).toBe('open');
    await site.answer();
    await opened;
    expect([site.tab.readyState, site.attempts]).toEqual(['connecting', 2]);
    expect(await (await response)?.text()).toBe('welcome');
    await site.open(site.tab);
    await site.publish();
    expect([site.tab.log, late.log, site.attempts]).toEqual([['1', GAP, '2'], ['2'], 2]);
  });

  test.each<[string, (site: Site) => Promise<void>]>([
    ['is answered', (site) => site.answer()],
    ['fails', (site) => site.fail(new TypeError('away'))],
  ])('has pages wait until it %s, and resets', async (_how, end) => {
    const site = await start('/login');
    const response = site.request(LOGIN)?.catch((error: unknown) => error);
    const late = new ModelPage('late');
    await site.open(late);
    expect([late.readyState, site.attempts]).toEqual(['connecting', 1]);
    await end(site);
    expect([late.readyState, site.attempts, site.tab.readyState]).toEqual([
      'open',
      2,
      'connecting',
    ]);
    expect([Response, TypeError]).toContain((await response)?.constructor);
  });

  test('is waited for while another is under way, for ten seconds at most', async () => {
    const site = await start('/login');
    void site.request(LOGIN);
    void site.request(`${LOGIN}#again`);
    const late = new ModelPage('late');
    await site.open(late);
    await site.answer();
    expect(late.readyState).toBe('connecting');
    await jest.advanceTimersByTimeAsync(9_999);
    expect([late.readyState, site.attempts]).toEqual(['connecting', 1]);
    await jest.advanceTimersByTimeAsync(1);
    expect([late.readyState, site.attempts]).toEqual(['open', 2]);
    // Whoever joined meanwhile may have joined too early.
    await site.answer();
    expect(late.readyState).toBe('connecting');
    // But for the one that stores where pages stand, and the storage's own.
    await jest.advanceTimersByTimeAsync(1000);
    for (let step = 0; step < 10; step++) await settle();
    expect(jest.getTimerCount()).toBe(0);
  });

  test.each<[string, string | RegExp, string, boolean]>([
    ['the same URL', LOGIN, LOGIN, true],
    ['a fragment', '/login#form', `${LOGIN}#top`, true],
    ['any query', '/login', `${LOGIN}?user=anna`, true],
    ['the same query', '/login?as=anna', `${LOGIN}?as=anna`, true],
    ['another query', '/login?as=anna', `${LOGIN}?as=bert`, false],
    ['no query', '/login?as=anna', LOGIN, false],
    ['a longer path', '/login', `${LOGIN}/form`, false],
    ['another origin', '/login', 'https://other.test/login', false],
    ['a RegExp', /\/log(in|out)/, 'https://other.test/logout?now', true],
    ['a RegExp without the fragment', /in$/, `${LOGIN}#top`, true],
    ['another URL', /\/logout/, LOGIN, false],
  ])('is found by its URL: %s', async (_name, pattern, url, isFound) => {
    const site = await start(pattern);
    void site.request(url);
    await site.answer();
    expect(site.tab.readyState).toBe(isFound ? 'connecting' : 'open');
  });

  test('is found every time, whatever the flags of the RegExp', async () => {
    const site = await start(/login/g);
    for (let attempts = 1; attempts < 4; attempts++) {
      expect(site.attempts).toBe(attempts);
      void site.request(LOGIN);
      await site.answer();
      await site.open(site.tab);
    }
  });

  test('is no event stream: that would be reset by its own opening', async () => {
    const site = await start(/./);
    await site.publish();
    expect([site.tab.readyState, site.tab.log]).toEqual(['open', ['1', '2']]);
  });

  test('and is a navigation is left to the browser; pages wait for the page that comes of it', async () => {
    const site = await start('/login');
    let client: { url: string } | undefined;
    const get = jest.fn<(id: string) => Promise<object | undefined>>();
    get.mockImplementation(() => Promise.resolve(client));
    Object.assign(globalThis, { clients: { get } });
    expect(site.navigate(LOGIN)).toBeUndefined();
    const late = new ModelPage('late');
    await site.open(late);
    client = { url: 'about:blank' };
    await jest.advanceTimersByTimeAsync(5000);
    expect([late.readyState, site.tab.readyState]).toEqual(['connecting', 'open']);
    client = { url: LOGIN };
    await jest.advanceTimersByTimeAsync(50);
    expect([late.readyState, site.attempts]).toEqual(['open', 2]);
    expect(get).toHaveBeenLastCalledWith('next page');
    // But for the one that stores where pages stand, and the storage's own.
    await jest.advanceTimersByTimeAsync(1000);
    for (let step = 0; step < 10; step++) await settle();
    expect(jest.getTimerCount()).toBe(0);
  });

  test('and is a navigation that leads elsewhere is waited for ten seconds, whatever the clock says, and resets once', async () => {
    const site = await start('/login');
    expect(site.navigate(LOGIN)).toBeUndefined();
    const late = new ModelPage('late');
    await site.open(late);
    await jest.advanceTimersByTimeAsync(9_900);
    expect(late.readyState).toBe('connecting');
    jest.setSystemTime(Date.now() - 48 * 3_600_000);
    await jest.advanceTimersByTimeAsync(60_000);
    expect([late.readyState, site.tab.readyState, site.attempts]).toEqual([
      'open',
      'connecting',
      2,
    ]);
    // But for the one that stores where pages stand, and the storage's own.
    await jest.advanceTimersByTimeAsync(1000);
    for (let step = 0; step < 10; step++) await settle();
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('a cookie that resetOnCookies names', () => {
  const cookies = new Map<string, string>();
  const subscribe = jest.fn<(subscriptions: object[]) => Promise<void>>();

  const start = async (isReadable = true): Promise<Site> => {
    cookies.clear();
    cookies.set('user', 'anna');
    subscribe.mockReset().mockResolvedValue();
    const starting = Site.start({ resetOnCookies: ['user', 'tenant'] });
    const get = (name: string): Promise<{ value: string } | null> => {
      const value = isReadable ? cookies.get(name) : undefined;
      return Promise.resolve(value === undefined ? null : { value });
    };
    await Promise.resolve();
    Object.assign(globalThis, { cookieStore: { get } });
    Object.assign(Reflect.get(globalThis, 'registration') as object, { cookies: { subscribe } });
    return starting;
  };

  test('resets when a page comes before the browser has told of the change', async () => {
    const site = await start();
    const url = 'https://app.test/events';
    expect(subscribe.mock.calls).toEqual([[['user', 'tenant'].map((name) => ({ name, url }))]]);
    cookies.set('user', 'bert');
    const late = new ModelPage('late');
    await site.open(late);
    expect([site.tab.readyState, late.readyState, site.attempts]).toEqual([
      'connecting',
      'open',
      2,
    ]);
    site.changeCookies('user');
    await settle();
    expect([late.readyState, subscribe.mock.calls.length]).toEqual(['open', 1]);
  });

  test.each([
    ['can be read', true],
    ['cannot be read', false],
  ])('and %s resets when the browser tells of the change', async (_how, isReadable) => {
    const site = await start(isReadable);
    site.changeCookies('other');
    await settle();
    expect(site.tab.readyState).toBe('open');
    cookies.delete('user');
    site.changeCookies('user');
    await settle();
    expect([site.tab.readyState, site.attempts]).toEqual(['connecting', 1]);
    await site.open(site.tab);
    expect([site.tab.readyState, site.attempts]).toEqual(['open', 2]);
  });

  test('does nothing while it stays the same', async () => {
    const site = await start();
    await site.open(new ModelPage('late'));
    site.changeCookies('user');
    await settle();
    expect([site.tab.readyState, site.attempts]).toEqual(['open', 1]);
  });

  test('is read where the browser tells of no changes', async () => {
    const site = await Site.start({ resetOnCookies: ['user'] });
    const get = (): Promise<object> => Promise.resolve({ value: cookies.get('user') });
    Object.assign(globalThis, { cookieStore: { get } });
    cookies.set('user', 'anna');
    await site.open(new ModelPage('late'));
    cookies.set('user', 'bert');
    await site.open(new ModelPage('later'));
    expect([site.tab.readyState, site.attempts]).toEqual(['connecting', 2]);
  });

  test('holds up no page where the browser shows workers no cookies', async () => {
    const site = await Site.start({ resetOnCookies: ['user'] });
    await site.open(new ModelPage('late'));
    expect([site.tab.readyState, site.attempts]).toEqual(['open', 1]);
  });
});

test('a wrong value is refused by name, by a development build', async () => {
  const wrong: [string, SessionOptions][] = [
    // @ts-expect-error It is an array.
    ['session.resetOn', { resetOn: '/login' }],
    // @ts-expect-error Of strings and RegExps.
    ['session.resetOn', { resetOn: [1] }],
    ['session.resetOn', { resetOn: ['http://'] }],
    // @ts-expect-error It is an array.
    ['session.resetOnCookies', { resetOnCookies: 'user' }],
    ['session.resetOnCookies', { resetOnCookies: [''] }],
    // @ts-expect-error It is no option.
    ['session.resetOnCookie', { resetOnCookie: ['user'] }],
  ];
  await ModelWorker.start('development', ({ sse }) => {
    for (const [option, options] of wrong) {
      const make = (): unknown => sse.session(options);
      expect(make).toThrow(sse.InvalidOptionError);
      expect(make).toThrow(option);
    }
  });
});
