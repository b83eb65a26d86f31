import { expect, test } from '@jest/globals';
import { sampleOf } from './testing/sampleOf.js';
import { summarise } from './summarise.js';

const summaryOf = (way: string, ...samples: Parameters<typeof summarise>[0]) =>
  summarise(samples).find((summary) => summary.way === way);

test('a figure is the median of the rounds, its ratio that of the ratios within each round', () => {
  const samples = [
    sampleOf('native', { p50: 1 }, { round: 1 }),
    sampleOf('relay', { p50: 2 }, { round: 1 }),
    sampleOf('native', { p50: 10 }, { round: 2 }),
    sampleOf('relay', { p50: 30 }, { round: 2 }),
    sampleOf('native', { p50: 4 }, { round: 3 }),
    sampleOf('relay', { p50: 4 }, { round: 3 }),
  ];
  expect(summaryOf('relay', ...samples)?.figures.p50).toEqual({ value: 4, ratio: 2 });
  expect(summaryOf('native', ...samples)?.figures.p50).toEqual({ value: 4, ratio: 1 });
});

test('only as many tabs and the same scenario are compared', () => {
  const summary = summaryOf(
    'relay',
    sampleOf('native', {}, { tabs: 1 }),
    sampleOf('native', {}, { scenario: '100/s' }),
    sampleOf('relay', { p50: 7 }),
  );
  expect(summary?.figures.p50.value).toBe(7);
  expect(summary?.figures.p50.ratio).toBeNaN();
});

test('what was lost in one round is lost, and tabs count that were served in every round', () => {
  const summary = summaryOf(
    'relay',
    sampleOf('relay', {}, { round: 1, delivered: 4000, doubled: 3 }),
    sampleOf('relay', {}, { round: 2, served: 4, expected: 4000, delivered: 4000 }),
  );
  expect(summary).toMatchObject({
    rounds: 2,
    served: 4,
    expected: 9000,
    delivered: 8000,
    doubled: 3,
  });
});

test('what is not known, as JSON says it too, is not a number', () => {
  const samples = [sampleOf('native', { throughput: NaN })];
  const read = JSON.parse(JSON.stringify(samples)) as typeof samples;
  expect(summaryOf('native', ...read)?.figures.throughput.value).toBeNaN();
});
