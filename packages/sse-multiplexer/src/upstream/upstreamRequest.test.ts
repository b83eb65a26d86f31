import { describe, expect, test } from '@jest/globals';
import { lastEventIdOf } from './lastEventIdOf.js';
import type { Resume } from '../options/Resume.js';
import { upstreamRequest } from './upstreamRequest.js';

const OPTIONS = { varyOn: ['authorization'], ignoreHeaders: ['traceparent'] };

const page = (url = 'https://app.test/events', init?: RequestInit): Request =>
  new Request(url, { headers: { accept: 'text/event-stream' }, ...init });

const upstream = (request: Request, lastEventId = '', resume: Resume = 'header'): Request =>
  upstreamRequest(request, new AbortController().signal, lastEventId, resume, OPTIONS);

test.each(['omit', 'same-origin', 'include'] as const)(
  'asks what the page asks, with its credentials mode %s',
  (credentials) => {
    const request = upstream(
      page('https://app.test/events?room=1', {
        credentials,
        referrer: 'https://app.test/page',
        referrerPolicy: 'origin',
      }),
    );
    expect(request).toMatchObject({
      url: 'https://app.test/events?room=1',
      method: 'GET',
      mode: 'cors',
      redirect: 'follow',
      credentials,
      referrerPolicy: 'origin',
    });
    expect(Object.fromEntries(request.headers)).toEqual({ accept: 'text/event-stream' });
  },
);

test.each(['', 'about:client'])('with the referrer of the page: %j', (referrer) => {
  // Node keeps no other referrer: the empty one is `no-referrer`, this one the default.
  expect(upstream(page(undefined, { referrer })).referrer).toBe(referrer);
});

test('past the HTTP cache', () => {
  expect(upstream(page()).cache).toBe('no-store');
});

test('detached from the page: only its own signal ends it', () => {
  const pageAbort = new AbortController();
  const ownAbort = new AbortController();
  const request = upstreamRequest(
    page(undefined, { signal: pageAbort.signal }),
    ownAbort.signal,
    '',
    'header',
    OPTIONS,
  );
  pageAbort.abort();
  expect(request.signal.aborted).toBe(false);
  ownAbort.abort();
  expect(request.signal.aborted).toBe(true);
});

describe("the page's headers", () => {
  test('that tell streams apart, or may say anything, are sent', () => {
    const told = {
      accept: 'text/event-stream',
      'accept-language': 'fr',
      'save-data': 'on',
      dpr: '2',
      authorization: 'Bearer x',
      traceparent: '00-1',
    };
    expect(Object.fromEntries(upstream(page(undefined, { headers: told })).headers)).toEqual(told);
  });

  test('that the browser adds by itself, or that say where the page stands, are not', () => {
    const headers = {
      accept: 'text/event-stream',
      'cache-control': 'no-cache',
      pragma: 'no-cache',
      'last-event-id': '7',
      'user-agent': 'x',
    };
    expect(Object.fromEntries(upstream(page(undefined, { headers })).headers)).toEqual({
      accept: 'text/event-stream',
    });
  });
});

describe('the last event ID', () => {
  test.each(['7', 'a b', '\u00fc\u20ac\u{1f600}', '\uFEFFmark', '"quoted"', '{"json":1}'])(
    'goes as a header: %s',
    (id) => {
      expect(lastEventIdOf(upstream(page(), id))).toBe(id);
    },
  );

  test("is UTF-8 in the header's bytes, as of an EventSource", () => {
    expect(upstream(page(), '\u00fc').headers.get('last-event-id')).toBe('\u00c3\u00bc');
  });

  test('may be as long as a server makes it', () => {
    const id = 'x'.repeat(1_000_000);
    expect(lastEventIdOf(upstream(page(), id))).toBe(id);
  });

  test('goes as a query parameter, in place of an older one', () => {
    const request = upstream(page('https://app.test/events?a=b&since=1'), '\u00fc&', {
      query: 'since',
    });
    expect(Object.fromEntries(new URL(request.url).searchParams)).toEqual({
      a: 'b',
      since: '\u00fc&',
    });
    expect(request.headers.has('last-event-id')).toBe(false);
  });

  test.each([
    ['?x~y=%7E&b=a%20c+d&&e', '?x~y=%7E&b=a%20c+d&&e&since=7'],
    ['?since=6&x~y', '?x~y&since=7'],
    ['?x~y&sinc%65=6', '?x~y&since=7'],
    ['', '?since=7'],
    ['?', '?since=7'],
    ['#top', '?since=7#top'],
    ['?a&#top?since=6', '?a&since=7#top?since=6'],
  ])('the rest of the URL stays as it is written: %s', (written, asked) => {
    const request = upstream(page(`https://app.test/~e${written}`), '7', { query: 'since' });
    expect(request.url).toBe(`https://app.test/~e${asked}`);
  });

  test('does not go at all', () => {
    const request = upstream(page(), '7', false);
    expect([request.url, request.headers.has('last-event-id')]).toEqual([page().url, false]);
  });

  test.each(['header', { query: 'since' }, false] as const)(
    'an empty one is none, whatever the way: %j',
    (resume) => {
      const request = upstream(page(), '', resume);
      expect([request.url, request.headers.has('last-event-id')]).toEqual([page().url, false]);
    },
  );
});
