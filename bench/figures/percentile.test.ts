import { expect, test } from '@jest/globals';
import { percentile } from './percentile.js';

const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

test.each([
  [0, 1],
  [0.5, 50],
  [0.99, 99],
  [0.991, 100],
  [1, 100],
])('of 1 to 100, %d of them are at most %d', (share, value) => {
  expect(percentile(hundred, share)).toBe(value);
});

test('of one value it is that one, of none it is not a number', () => {
  expect(percentile(Float64Array.of(7), 0.99)).toBe(7);
  expect(percentile([], 0.5)).toBeNaN();
});
