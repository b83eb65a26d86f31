import { expect, test } from '@jest/globals';
import { carriedUrl } from './carriedUrl.js';

const base = new URL('http://127.0.0.1:3000/event-streams?route=1');

test.each([
  '/',
  '/rooms/1?x=y',
  '/a%20b',
  '/%C3%A4?q=%2e%2e/x',
  '/a.b/..c',
  '/?u=http://x/../y',
  '/%zz',
])('%s is a stream of this server', (asked) => {
  expect(carriedUrl(asked, base)?.href).toBe(`http://127.0.0.1:3000${asked}`);
});

test.each([
  '',
  'rooms',
  'http://127.0.0.1:3000/rooms',
  'http://10.0.0.1/',
  '//10.0.0.1/',
  '/\\10.0.0.1/',
  '\\\\10.0.0.1/',
  '/..',
  '/a/../admin',
  '/a/./b',
  '/a/%2e%2e/admin',
  '/a/%2E./admin',
  '/a/%252e%252e/admin',
  '/a/..%2fadmin',
  '/a/%2e%2e%2fadmin',
  '/a/..%5cadmin',
  '/a\\b',
  '/a%5cb',
  '/a%00b',
  '/a b',
  '/a\nb',
  '/a\r\nHost: x',
  '/a\tb',
  '/ä',
  '/a#b',
  '/%e4/%2e%2e%2fadmin',
  `/${'a'.repeat(8192)}`,
])('%j is not', (asked) => {
  expect(carriedUrl(asked, base)).toBeUndefined();
});
