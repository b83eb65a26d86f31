import { expect, test } from '@jest/globals';
import { median } from './median.js';

test.each([
  [[5], 5],
  [[3, 1, 2], 2],
  [[10, 1, 2, 100], 6],
  [[Infinity, 1, 2], 2],
  [[], NaN],
])('of %j it is %d', (values, middle) => {
  expect(median(values)).toBe(middle);
});
