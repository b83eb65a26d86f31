import { expect, test } from '@jest/globals';
import { variesBetweenPages } from './variesBetweenPages.js';

const varying = (vary: string, varyOn: string[] = []): string | undefined =>
  variesBetweenPages(new Response(null, { headers: { vary } }), varyOn);

test.each([
  ['*', '*'],
  ['Referer', 'referer'],
  ['Origin, REFERER', 'referer'],
  ['Accept-Encoding,dpr', 'dpr'],
  ['Sec-CH-Viewport-Width', 'sec-ch-viewport-width'],
])('an answer with Vary: %s is for one page only', (vary, field) => {
  expect(varying(vary)).toBe(field);
});

test.each([
  'Origin',
  'Accept, Accept-Encoding, Accept-Language, Save-Data',
  'Cookie',
  'Authorization',
  'Sec-CH-UA, Sec-Fetch-Mode, User-Agent',
  'x-dpr',
  '',
])('one with Vary: %s is for all that share', (vary) => {
  expect(varying(vary)).toBeUndefined();
});

test('so is one that varies on what tells streams apart', () => {
  expect(varying('DPR', ['dpr'])).toBeUndefined();
});
