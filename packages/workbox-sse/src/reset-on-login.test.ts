import { describe, expect, jest, test } from '@jest/globals';
import { ModelPage } from '../../sse-multiplexer/src/testing/ModelPage.js';
import { settle } from '../../sse-multiplexer/src/testing/settle.js';
import { useFakeTime } from '../../sse-multiplexer/src/testing/useFakeTime.js';
import { SessionSite } from './testing/SessionSite.js';

useFakeTime();

const LOGIN = 'https://app.test/login';
const GAP = '{"reason":"reset"}';

describe('a login that resetOn names', () => {
  const start = (...resetOn: (string | RegExp)[]): Promise<SessionSite> =>
    SessionSite.start({ resetOn });

  test('resets the streams before its page can go on', async () => {
    const handler = jest.fn<() => Promise<Response>>();
    const site = await SessionSite.start({ resetOn: ['/login'] }, ({ routing }) => {
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

  test.each<[string, (site: SessionSite) => Promise<void>]>([
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
