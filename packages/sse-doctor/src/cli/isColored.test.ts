import { expect, test } from '@jest/globals';
import { isColored } from './isColored.js';

test.each([
  [true, true, {}],
  [false, false, {}],
  [false, true, { NO_COLOR: '1' }],
  [false, true, { NO_COLOR: '1', FORCE_COLOR: '1' }],
  [true, true, { NO_COLOR: '' }],
  [false, true, { TERM: 'dumb' }],
  [true, false, { FORCE_COLOR: '1' }],
  [false, true, { FORCE_COLOR: '0' }],
])('colours: %s, on a terminal: %s, with %j', (expected, isTTY, environment) => {
  expect(isColored({ isTTY }, environment)).toBe(expected);
});
