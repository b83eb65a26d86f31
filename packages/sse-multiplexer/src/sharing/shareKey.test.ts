import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { MultiplexerOptions } from '../options/MultiplexerOptions.js';
import { resolveOptions } from '../options/resolveOptions.js';
import { shareKey } from './shareKey.js';
import type { Warn } from '../options/Warn.js';

const keyer =
  (options: MultiplexerOptions = {}, warn: Warn = jest.fn<Warn>()) =>
  (url: string, init?: RequestInit): string | undefined =>
    shareKey(new Request(url, init), resolveOptions(options), warn);

const key = keyer();

const differ = (requests: readonly [url: string, init?: RequestInit][], of = key): void => {
  expect(new Set(requests.map((request) => of(...request))).size).toBe(requests.length);
};

test('the same stream whatever the fragment, the cache mode or the last event ID', () => {
  const stream = key('https://app.test/events?room=1');
  expect(stream).toBeDefined();
  expect(key('https://app.test/events?room=1#top')).toBe(stream);
  expect(key('https://app.test/events?room=1#a?b#c')).toBe(stream);
  expect(key('https://app.test/events?room=1', { cache: 'no-store' })).toBe(stream);
  expect(key('https://app.test/events?room=1', { headers: { 'last-event-id': '7' } })).toBe(stream);
});

test('another stream for another URL, credentials mode or language', () => {
  differ([
    ['https://app.test/events'],
    ['https://app.test/events?'],
    ['https://app.test/events?room=1'],
    ['https://app.test/events?room=1&'],
    ['https://app.test/events?room=+'],
    ['https://app.test/events?room=%20'],
    ['https://app.test/Events'],
    ['http://app.test/events'],
    ['https://app.test:444/events'],
    ['https://app.test/events', { credentials: 'include' }],
    ['https://app.test/events', { credentials: 'omit' }],
    ['https://app.test/events', { headers: { 'accept-language': '' } }],
    ['https://app.test/events', { headers: { 'accept-language': 'de' } }],
    ['https://app.test/events', { headers: { 'accept-language': 'en' } }],
  ]);
});

test('no part can pass for another', () => {
  const part = fc.oneof(
    fc.constantFrom('', 'a', 'a b', 'a", "b', '","', 'include', 'https://b.test/', '\\', '["'),
    fc.string({ maxLength: 4 }),
  );
  const request = fc.record({
    language: fc.constantFrom('de', 'de https://b.test/', '","', 'de","https://b.test","x'),
    credentials: fc.constantFrom<RequestCredentials>('include', 'omit', 'same-origin'),
    origin: fc.constantFrom('https://a.test', 'https://b.test'),
    name: part.filter((name) => name !== ''),
  });
  fc.assert(
    fc.property(request, request, (one, two) => {
      const keyOf = ({ language, credentials, origin, name }: typeof one): string | undefined =>
        keyer({ shareKey: () => name })(`${origin}/`, {
          credentials,
          headers: { 'accept-language': language },
        });
      expect(keyOf(one) === keyOf(two)).toBe(JSON.stringify(one) === JSON.stringify(two));
    }),
  );
});

describe('varyOn', () => {
  const varying = keyer({ varyOn: ['Authorization', 'X-Tenant'] });
  const url = 'https://app.test/events';

  test('tells streams apart by value, and by whether there is one', () => {
    differ(
      [
        [url],
        [url, { headers: { authorization: '' } }],
        [url, { headers: { authorization: 'Bearer 1' } }],
        [url, { headers: { authorization: 'Bearer 2' } }],
        [url, { headers: { 'x-tenant': 'Bearer 1' } }],
        [url, { headers: { authorization: 'Bearer 1', 'x-tenant': 'a' } }],
      ],
      varying,
    );
    expect(varying(url, { headers: { AUTHORIZATION: 'Bearer 1' } })).toBe(
      varying(url, { headers: { authorization: 'Bearer 1' } }),
    );
  });

  test('keeps no value: a key is stored, and shown to those who inspect streams', () => {
    expect(varying(url, { headers: { authorization: 'secret' } })).not.toContain('secret');
  });
});

describe('ignoreURLParametersMatching', () => {
  const ignoring = keyer({ ignoreURLParametersMatching: [/^token$/, /^utm_/g] });

  test.each([
    ['https://app.test/events?token=1'],
    ['https://app.test/events?token=2#top'],
    ['https://app.test/events?token'],
    ['https://app.test/events?%74oken=1'],
    ['https://app.test/events?utm_a=1&token=3&utm_b=2&token=4'],
  ])('%s is /events', (url) => {
    // Twice: a RegExp with the flag g would remember where it stopped.
    expect([ignoring(url), ignoring(url)]).toEqual(Array(2).fill(key('https://app.test/events')));
  });

  test.each([
    ['?room=1&token=1', '?room=1'],
    ['?token=1&room=1', '?room=1'],
    ['?a=+&token=1&b=%20&&c', '?a=+&b=%20&&c'],
    ['?token=1&', '?'],
    ['?x~y=%7E&token=1', '?x~y=%7E'],
    ['?a=1?token=2&token=1', '?a=1?token=2'],
  ])('what is kept of %s stands as it was written: %s', (query, kept) => {
    expect(ignoring(`https://app.test/events${query}`)).toBe(key(`https://app.test/events${kept}`));
  });

  test('no other part of the URL is looked at', () => {
    differ(
      [
        ['https://app.test/events'],
        ['https://app.test/token=1'],
        ['https://app.test/events?mytoken=1'],
        ['https://app.test/events?tokens=1'],
        ['https://app.test/events?Token=1'],
        ['https://app.test/events??token=1'],
        ['https://app.test/events?a=token'],
        ['https://app.test/events?a;token=1'],
      ],
      ignoring,
    );
  });

  test('credentials mode, language and origin keep streams apart', () => {
    differ(
      [
        ['https://app.test/events?token=1'],
        ['https://b.app.test/events?token=1'],
        ['https://app.test/events?token=1', { credentials: 'include' }],
        ['https://app.test/events?token=1', { headers: { 'accept-language': 'de' } }],
      ],
      ignoring,
    );
  });
});

describe('shareKey', () => {
  const byUser = ({ url }: Request): string | undefined =>
    new URL(url).searchParams.get('user') ?? undefined;

  test('names the stream, whatever the URL', () => {
    const named = keyer({ shareKey: byUser, ignoreURLParametersMatching: [/^user$/] });
    expect(named('https://app.test/a?user=anna&token=1')).toBe(
      named('https://app.test/b?token=2&user=anna'),
    );
    differ([['https://app.test/?user=anna'], ['https://app.test/?user=bert']], named);
  });

  test('undefined is no key, and no mistake', () => {
    const warn = jest.fn<Warn>();
    expect(keyer({ shareKey: byUser }, warn)('https://app.test/')).toBeUndefined();
    expect(warn).not.toHaveBeenCalled();
  });

  test('credentials mode, language and origin keep streams apart', () => {
    differ(
      [
        ['https://app.test/'],
        ['https://b.test/'],
        ['https://app.test/', { credentials: 'include' }],
        ['https://app.test/', { credentials: 'omit' }],
        ['https://app.test/', { headers: { 'accept-language': 'de' } }],
      ],
      keyer({ shareKey: () => 'all' }),
    );
  });

  const wrong = new Error('wrong');
  test.each<[what: string, shareKey: () => unknown, detail: unknown]>([
    [
      'throws',
      () => {
        throw wrong;
      },
      wrong,
    ],
    ['returns an empty string', () => '', ''],
    ['returns null', () => null, null],
    ['returns a number', () => 7, 7],
    ['returns an object', () => ({ user: 'anna' }), { user: 'anna' }],
    ['is asynchronous', () => Promise.resolve('anna'), expect.any(Promise)],
  ])('one that %s shares with none, and is told of', (_what, given, detail) => {
    const warn = jest.fn<Warn>();
    const of = keyer({ shareKey: given as () => string }, warn);
    expect(of('https://app.test/events')).toBeUndefined();
    expect(warn.mock.calls).toEqual([['share-key', 'https://app.test/events', detail]]);
  });
});
