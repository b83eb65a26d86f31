import { expect, test } from '@jest/globals';
import { claimsOf } from './claimsOf.js';
import { summarise } from './summarise.js';
import { sampleOf } from './testing/sampleOf.js';

test('claims are judged by ratios to native in the same round', () => {
  const samples = [sampleOf('native', { p50: 2 }), sampleOf('multiplex', { p50: 3 })];
  expect(claimsOf(summarise(samples))).toContainEqual({
    what: '5 tabs, 500/s: latency p50 / native',
    figure: 1.5,
    relation: 'at most',
    bound: 1.05,
  });
});

test('what was not measured is not judged', () => {
  expect(claimsOf(summarise([sampleOf('native'), sampleOf('relay')]))).toEqual([]);
});

test('thirty tabs are compared with five native ones; a tab that was not served has lost all', () => {
  const scenario = '100/s';
  const thirty = { tabs: 30, served: 29, scenario, expected: 2900, delivered: 2899 };
  const samples = [
    sampleOf('native', { p99: 2 }, { scenario }),
    sampleOf('multiplex', { p99: 6 }, thirty),
  ];
  expect(claimsOf(summarise(samples))).toMatchObject([
    { what: '30 tabs, 100/s: events lost', figure: 101 },
    { what: '30 tabs, 100/s: latency p99 / native p99 with 5 tabs', figure: 3, bound: 4 },
  ]);
});
