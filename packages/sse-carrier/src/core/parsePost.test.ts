import { expect, test } from '@jest/globals';
import { parsePost } from './parsePost.js';

const carrier = 'AAAAAAAAAAAAAAAAAAAAAA';

test('what is missing is nothing', () => {
  expect(parsePost(JSON.stringify({ carrier }))).toEqual({
    carrier,
    open: [],
    close: [],
    confirm: [],
  });
});

test.each([
  ['', 'JSON'],
  ['{', 'JSON'],
  ['null', 'object'],
  ['[]', 'object'],
  ['{}', 'carrier'],
  [JSON.stringify({ carrier: 'short' }), 'carrier'],
  [JSON.stringify({ carrier: [carrier] }), 'carrier'],
  [JSON.stringify({ carrier, open: {} }), 'open'],
  [JSON.stringify({ carrier, open: [{ stream: 0, url: '/' }] }), 'open'],
  [JSON.stringify({ carrier, open: [{ stream: 1.5, url: '/' }] }), 'open'],
  [JSON.stringify({ carrier, open: [{ stream: 2 ** 31, url: '/' }] }), 'open'],
  [JSON.stringify({ carrier, open: [{ stream: 1 }] }), 'open'],
  [JSON.stringify({ carrier, open: [{ stream: 1, url: '/', headers: { cookie: 'a' } }] }), 'open'],
  [JSON.stringify({ carrier, open: [{ stream: 1, url: '/', headers: [['a']] }] }), 'open'],
  [JSON.stringify({ carrier, close: ['1'] }), 'close'],
  [JSON.stringify({ carrier, confirm: [null] }), 'confirm'],
])('%j is refused by name', (text, name) => {
  expect(() => parsePost(text)).toThrow(name);
});
