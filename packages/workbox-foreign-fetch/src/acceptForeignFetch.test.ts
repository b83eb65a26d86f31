import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type * as ForeignFetch from './index.js';
import type { ForeignFetchRule } from './ForeignFetchRule.js';
import type { ForeignFetchScope } from './ForeignFetchScope.js';

const script = 'https://cdn.vendor.test/lib/foreign-fetch.js';
const reported: unknown[] = [];
let listeners: EventTarget;
let foreignFetch: typeof ForeignFetch;

beforeEach(async () => {
  listeners = new EventTarget();
  Object.assign(globalThis, {
    self: globalThis,
    location: new URL('https://app.test/sw.js'),
    addEventListener: listeners.addEventListener.bind(listeners),
    reportError: (error: unknown) => reported.push(error),
    fetch: ({ url }: Request) => Promise.resolve(new Response(`network: ${url}`)),
    __WB_DISABLE_DEV_LOGS: true,
  });
  await jest.isolateModulesAsync(async () => {
    foreignFetch = await import('./index.js');
  });
});

afterEach(() => {
  reported.length = 0;
});

/** Accepts a provider that answers everything that this rule covers. */
const accept = (rule: ForeignFetchRule, origins?: readonly string[]): void =>
  foreignFetch.acceptForeignFetch({
    script,
    ...(origins && { origins }),
    provider: ({ registerForeignFetch, addEventListener }: ForeignFetchScope) => {
      registerForeignFetch(rule);
      addEventListener('foreignfetch', (event) => {
        event.respondWith({ response: new Response('provider'), origin: event.origin });
      });
    },
  });

const get = async (url: string): Promise<string> =>
  (await foreignFetch.foreignFetch(new Request(url))).text();

describe('a provider from an npm package', () => {
  test('answers the scopes that it claims, relative to the script that names it', async () => {
    accept({ scopes: ['api/', '/v1/#part'], origins: ['*'] });
    expect(await get('https://cdn.vendor.test/lib/api/a')).toBe('provider');
    expect(await get('https://cdn.vendor.test/v2/a')).toMatch(/^network/);
    expect(reported).toEqual([]);
  });

  test('claims other origins than its script’s only where the app grants them', async () => {
    accept({ scopes: ['https://api.vendor.test/'], origins: ['*'] }, ['https://api.vendor.test']);
    expect(await get('https://api.vendor.test/a')).toBe('provider');
    accept({ scopes: ['https://other.test/'], origins: ['*'] });
    expect(await get('https://other.test/a')).toMatch(/^network/);
    expect(String(reported[0])).toBe(
      `TypeError: scopes of ${script}: expected one of its grant https://cdn.vendor.test, ` +
        'got https://other.test/',
    );
  });

  test('never answers for the app’s own origin, whatever it is granted', async () => {
    accept({ scopes: ['https://app.test/'], origins: ['*'] }, ['https://app.test']);
    expect(await get('https://app.test/a')).toMatch(/^network/);
  });

  test('that throws takes nothing with it that it has registered before', async () => {
    const cause = new Error('a mistake');
    foreignFetch.acceptForeignFetch({
      script,
      provider: ({ registerForeignFetch }) => {
        registerForeignFetch({ scopes: ['/'], origins: ['*'] });
        throw cause;
      },
    });
    expect(await get('https://cdn.vendor.test/a')).toMatch(/^network/);
    expect(reported).toEqual([new TypeError(`${script} does not load or throws`, { cause })]);
  });
});

describe('what is malformed', () => {
  test.each<[rule: object, message: string]>([
    [{ origins: ['*'] }, 'scopes: expected URL prefixes, got undefined'],
    [{ scopes: '/', origins: ['*'] }, 'scopes: expected URL prefixes, got /'],
    [{ scopes: [], origins: '*' }, 'origins: expected origins, got *'],
    [{ scopes: [], origins: ['app.test'] }, 'origins: expected origins, got app.test'],
    [{ scopes: [], origins: ['https://app.test/'] }, 'origins: expected origins, got https://app.'],
    [{ scopes: [], origins: [], network: '/a' }, 'network: expected URL prefixes, got /a'],
  ])('in a rule, %j, is reported', (rule, message) => {
    accept(rule as ForeignFetchRule);
    expect(String(reported[0])).toContain(message);
  });

  test.each([['vendor.test'], ['https://vendor.test/path'], ['*']])(
    'in a grant, %s, is thrown',
    (origin) => {
      expect(() => accept({ scopes: [], origins: [] }, [origin])).toThrow(
        `origins: expected origins, got ${origin}`,
      );
    },
  );
});

describe('a foreignfetch event', () => {
  test('takes one answer, while it is dispatched', async () => {
    let late: (() => void) | undefined;
    let twice: (() => void) | undefined;
    foreignFetch.acceptForeignFetch({
      script,
      provider: ({ registerForeignFetch, addEventListener }) => {
        registerForeignFetch({ scopes: ['/'], origins: ['*'] });
        addEventListener('foreignfetch', (event) => {
          const respond = (): void =>
            event.respondWith({ response: new Response('once'), origin: event.origin });
          if (event.request.url.endsWith('late')) {
            late = respond;
            return;
          }
          respond();
          twice = respond;
          expect(respond).toThrow('Too late, or twice');
        });
      },
    });
    expect(await get('https://cdn.vendor.test/a')).toBe('once');
    expect(await get('https://cdn.vendor.test/late')).toMatch(/^network/);
    expect(late).toThrow('Too late, or twice');
    expect(twice).toThrow('Too late, or twice');
  });

  test('that is answered with what only a browser may read fails', async () => {
    foreignFetch.acceptForeignFetch({
      script,
      provider: ({ registerForeignFetch, addEventListener }) => {
        registerForeignFetch({ scopes: ['/'], origins: ['*'] });
        addEventListener('foreignfetch', (event) => {
          event.respondWith({ response: Response.error(), origin: event.origin });
        });
      },
    });
    await expect(get('https://cdn.vendor.test/a')).rejects.toThrow('status');
  });
});

describe('static routes', () => {
  /** The URL patterns that are left to the network when the worker is installed. */
  const install = (addRoutes?: (rules: object[]) => Promise<void>): unknown[] => {
    const rules: unknown[] = [];
    const add = (added: object[]): Promise<void> => {
      rules.push(...added);
      return Promise.resolve();
    };
    const event = Object.assign(new Event('install'), { addRoutes: addRoutes ?? add });
    listeners.dispatchEvent(event);
    return rules;
  };

  test('are those of rules that are in force, literally', () => {
    accept({ scopes: ['/'], origins: ['*'], network: ['/a(b)*/{c}+:d'] });
    accept({ scopes: ['https://other.test/'], origins: ['*'], network: ['/refused/'] });
    expect(install()).toEqual([
      {
        condition: { urlPattern: 'https://cdn.vendor.test/a\\(b\\)\\*/%7Bc%7D\\+:d*' },
        source: 'network',
      },
    ]);
  });

  test('that the browser refuses are reported', async () => {
    accept({ scopes: ['/'], origins: ['*'], network: ['/a'] });
    install(() => Promise.reject(new Error('refused')));
    await Promise.resolve();
    await Promise.resolve();
    expect(reported).toEqual([new Error('refused')]);
  });
});
