import { expect, test } from '@jest/globals';
import { claimsOf } from './claimsOf.js';
import { summarise } from './summarise.js';
import { sampleOf } from './testing/sampleOf.js';

test('claims are judged by ratios to native in the same round', () => {
  const scenario = { scenario: '2000/s' };
  const samples = [
    sampleOf('native', { p50: 2 }, scenario),
    sampleOf('multiplex', { p50: 3 }, scenario),
  ];
  expect(claimsOf(summarise(samples))).toContainEqual({
    what: '5 tabs, 2000/s: latency p50 of the tab in front / native',
    figure: 1.5,
    relation: 'at most',
    bound: 1.2,
  });
});

test('what was not measured is not judged', () => {
  expect(claimsOf(summarise([sampleOf('native'), sampleOf('relay')]))).toEqual([]);
});

test('thirty tabs are compared with five native ones; a tab that was not served has lost all', () => {
  const scenario = '100/s';
  const thirty = { tabs: 30, served: 29, scenario, expected: 2900, delivered: 2899 };
  const samples = [
    sampleOf('native', { browserCpu: 200 }, { scenario }),
    sampleOf('multiplex', { browserCpu: 50 }, thirty),
  ];
  expect(claimsOf(summarise(samples))).toMatchObject([
    { what: '30 tabs, 100/s: browser CPU for each event / native', figure: 0.25, bound: 0.25 },
    { what: '30 tabs, 100/s: events lost', figure: 101 },
  ]);
});

test('a delay that is promised in milliseconds is judged as such', () => {
  const place = { tabs: 10, served: 10 };
  const samples = [sampleOf('native'), sampleOf('multiplex', { hiddenMax: 120 }, place)];
  expect(claimsOf(summarise(samples))).toContainEqual({
    what: '10 tabs, 500/s: greatest delay of hidden tabs in ms',
    figure: 120,
    relation: 'at most',
    bound: 150,
  });
});
