import { describe, expect, test } from '@jest/globals';
import { isShareable } from './isShareable.js';

const STREAM = 'text/event-stream';

const request = (headers: Record<string, string>, init?: RequestInit): Request =>
  new Request('https://app.test/events', { headers, ...init });

/** Clients that open event streams in pages, and what their requests look like in a worker. */
describe('may share a stream', () => {
  test.each<[client: string, headers: Record<string, string>, init: RequestInit]>([
    ['an EventSource in Chromium', { 'sec-ch-ua': '"X"', 'user-agent': 'x' }, {}],
    ['an EventSource in Firefox', { 'accept-language': 'de', 'last-event-id': '7', dnt: '1' }, {}],
    ['an EventSource in WebKit', { 'cache-control': 'no-cache', pragma: 'no-cache' }, {}],
    ['an EventSource withCredentials', {}, { credentials: 'include' }],
    ['one that saves data', { 'save-data': 'on' }, {}],
    ['a fetch client that adds nothing', {}, { cache: 'default' }],
  ])('%s', (_client, headers, init) => {
    expect(isShareable(request({ accept: STREAM, ...headers }, init))).toBe(true);
  });
});

describe('may not', () => {
  test.each<[client: string, headers: Record<string, string>, init: RequestInit]>([
    ['htmx 4', { accept: `text/html, ${STREAM}`, 'hx-request': 'true' }, { mode: 'same-origin' }],
    ['MCP over streamable HTTP', { accept: `application/json, ${STREAM}` }, { method: 'POST' }],
    ["MCP's notification stream", { accept: STREAM, 'mcp-session-id': '1' }, {}],
    ['a fetch client with a token', { accept: STREAM, authorization: 'Bearer x' }, {}],
    ['fetch-event-source with POST', { accept: STREAM }, { method: 'POST', body: '{}' }],
    ['graphql-sse, distinct', { accept: STREAM }, { method: 'POST', body: '{}' }],
    ['graphql-sse, single', { accept: STREAM, 'x-graphql-event-stream-token': '1' }, {}],
    ['sse.js', { accept: '*/*' }, {}],
    ['the SDKs of language models', { accept: 'application/json' }, { method: 'POST', body: '{}' }],
    ['Firebase functions', { accept: STREAM }, { method: 'POST', body: '{}' }],
    ['LaunchDarkly with a polyfill', { accept: STREAM }, { method: 'REPORT' }],
    ['an upper-case Accept, which no EventSource sends', { accept: 'Text/Event-Stream' }, {}],
    ['an Accept with parameters', { accept: `${STREAM};q=1` }, {}],
    ['a request without Accept', {}, {}],
    ['one for its own origin only', { accept: STREAM }, { mode: 'same-origin' }],
    ['one whose answer may be opaque', { accept: STREAM }, { mode: 'no-cors' }],
    ['one that does not follow redirects', { accept: STREAM }, { redirect: 'manual' }],
    ['one with integrity metadata', { accept: STREAM }, { integrity: 'sha256-x' }],
    ["a header whose name only begins like a browser's", { accept: STREAM, 'pragma-x': '1' }, {}],
    ["a header whose name only ends like a browser's", { accept: STREAM, 'x-sec-fetch': '1' }, {}],
  ])('%s', (_client, headers, init) => {
    expect(isShareable(request(headers, init))).toBe(false);
  });
});
