import { expect, test } from '@jest/globals';
import { formatFigure } from './formatFigure.js';

test.each([
  [1.23456, '1.23'],
  [12.3456, '12.3'],
  [123_456.7, '123457'],
  [0.012345, '0.0123'],
  [0.00000012, '1.2e-7'],
  [0, '0'],
  [1_000_000, '1000000'],
  [99.96, '100'],
  [NaN, '–'],
  [Infinity, 'Infinity'],
])('%d is printed as %s', (figure, text) => {
  expect(formatFigure(figure)).toBe(text);
});
