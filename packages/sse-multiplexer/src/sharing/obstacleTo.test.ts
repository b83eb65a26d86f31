import { describe, expect, test } from '@jest/globals';
import { obstacleTo } from './obstacleTo.js';

const STREAM = 'text/event-stream';
const NO_OPTIONS = { varyOn: [], ignoreHeaders: [] };

const POST = { method: 'POST', body: '{}' };

const request = (headers: Record<string, string>, init?: RequestInit): Request =>
  new Request('https://app.test/events', { headers, ...init });

/** Of a request, what is looked at: Node makes none with such a URL, and browsers do. */
const shape = ({ method, headers, mode, redirect, integrity }: Request): object => ({
  method,
  headers,
  mode,
  redirect,
  integrity,
});

/** Clients that open event streams in pages, and what their requests look like in a worker. */
describe('may share a stream', () => {
  test.each<[client: string, headers: Record<string, string>, init: RequestInit]>([
    ['an EventSource in Chromium', { 'sec-ch-ua': '"X"', 'user-agent': 'this one' }, {}],
    ['one in Chromium for a site that has asked for client hints', { dpr: '2', rtt: '50' }, {}],
    ['an EventSource in Firefox', { 'accept-language': 'de', 'last-event-id': '7', dnt: '1' }, {}],
    ['an EventSource in WebKit', { 'cache-control': 'no-cache', pragma: 'no-cache' }, {}],
    ['an EventSource withCredentials', {}, { credentials: 'include' }],
    ['one that saves data', { 'save-data': 'on' }, {}],
    ['a fetch client that adds nothing', {}, { cache: 'default' }],
  ])('%s', (_client, headers, init) => {
    const asked = request({ accept: STREAM, ...headers }, init);
    expect(obstacleTo(asked, NO_OPTIONS, 'this one')).toBeUndefined();
  });
});

describe('may not, and it is known why', () => {
  test.each<[client: string, headers: Record<string, string>, init: RequestInit, why: string]>([
    ['htmx 4', { accept: `text/html, ${STREAM}` }, { mode: 'same-origin' }, 'accept'],
    ['MCP over streamable HTTP', { accept: `application/json, ${STREAM}` }, POST, 'method'],
    ["MCP's notifications", { accept: STREAM, 'mcp-session-id': '1' }, {}, 'header mcp-session-id'],
    ['a client with a token', { accept: STREAM, authorization: 'x' }, {}, 'header authorization'],
    ['fetch-event-source with POST', { accept: STREAM }, POST, 'method'],
    ['graphql-sse, distinct', { accept: STREAM }, POST, 'method'],
    ['graphql-sse, single', { accept: STREAM, 'x-token': '1' }, {}, 'header x-token'],
    ['sse.js', { accept: '*/*' }, {}, 'accept'],
    ['the SDKs of language models', { accept: 'application/json' }, POST, 'method'],
    ['LaunchDarkly with a polyfill', { accept: STREAM }, { method: 'REPORT' }, 'method'],
    [
      'an Accept in upper case, which no EventSource sends',
      { accept: 'Text/Event-Stream' },
      {},
      'accept',
    ],
    ['an Accept with parameters', { accept: `${STREAM};q=1` }, {}, 'accept'],
    ['a request without Accept', {}, {}, 'accept'],
    ['one for its own origin only', { accept: STREAM }, { mode: 'same-origin' }, 'mode'],
    ['one whose answer may be opaque', { accept: STREAM }, { mode: 'no-cors' }, 'mode'],
    ['one that does not follow redirects', { accept: STREAM }, { redirect: 'manual' }, 'redirect'],
    ['one with integrity metadata', { accept: STREAM }, { integrity: 'sha256-x' }, 'integrity'],
    ['a header that begins like one', { accept: STREAM, 'pragma-x': '1' }, {}, 'header pragma-x'],
    ['a header that ends like one', { accept: STREAM, 'x-sec-a': '1' }, {}, 'header x-sec-a'],
    [
      'one that calls itself otherwise',
      { accept: STREAM, 'user-agent': 'x' },
      {},
      'header user-agent',
    ],
    ['one that would be cached', { accept: STREAM, pragma: 'x' }, {}, 'header pragma'],
    ['one that may', { accept: STREAM, 'cache-control': 'max-age=9' }, {}, 'header cache-control'],
    [
      'more languages than go without preflight',
      { accept: STREAM, 'accept-language': 'x'.repeat(129) },
      {},
      'header accept-language',
    ],
  ])('%s', (_client, headers, init, why) => {
    expect(obstacleTo(request(headers, init), NO_OPTIONS, 'this one')).toBe(why);
  });

  test.each(['http://anna@app.test/', 'http://:pw@app.test/', 'http://anna:pw@app.test/'])(
    'a URL of which no request can be made: %s',
    (url) => {
      const asked = { ...shape(request({ accept: STREAM })), url } as Request;
      expect(obstacleTo(asked, NO_OPTIONS)).toBe('user information');
    },
  );
});

describe('by an option', () => {
  const authorized = request({ accept: STREAM, Authorization: 'Bearer x', traceparent: '00' });

  test.each([
    [{ varyOn: ['authorization', 'traceparent'], ignoreHeaders: [] }, undefined],
    [{ varyOn: ['authorization'], ignoreHeaders: ['traceparent'] }, undefined],
    [{ varyOn: ['authorization'], ignoreHeaders: [] }, 'header traceparent'],
  ])('%j is no obstacle', (options, obstacle) => {
    expect(obstacleTo(authorized, options)).toBe(obstacle);
  });
});
