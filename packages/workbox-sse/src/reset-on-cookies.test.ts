import { describe, expect, jest, test } from '@jest/globals';
import { ModelPage } from '../../sse-multiplexer/src/testing/ModelPage.js';
import { settle } from '../../sse-multiplexer/src/testing/settle.js';
import { useFakeTime } from '../../sse-multiplexer/src/testing/useFakeTime.js';
import { SessionSite } from './testing/SessionSite.js';

useFakeTime();

describe('a cookie that resetOnCookies names', () => {
  const cookies = new Map<string, string>();
  const subscribe = jest.fn<(subscriptions: object[]) => Promise<void>>();

  const start = async (isReadable = true): Promise<SessionSite> => {
    cookies.clear();
    cookies.set('user', 'anna');
    subscribe.mockReset().mockResolvedValue();
    const starting = SessionSite.start({ resetOnCookies: ['user', 'tenant'] });
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
    const site = await SessionSite.start({ resetOnCookies: ['user'] });
    const get = (): Promise<object> => Promise.resolve({ value: cookies.get('user') });
    Object.assign(globalThis, { cookieStore: { get } });
    cookies.set('user', 'anna');
    await site.open(new ModelPage('late'));
    cookies.set('user', 'bert');
    await site.open(new ModelPage('later'));
    expect([site.tab.readyState, site.attempts]).toEqual(['connecting', 2]);
  });

  test('holds up no page where the browser shows workers no cookies', async () => {
    const site = await SessionSite.start({ resetOnCookies: ['user'] });
    await site.open(new ModelPage('late'));
    expect([site.tab.readyState, site.attempts]).toEqual(['open', 1]);
  });
});
