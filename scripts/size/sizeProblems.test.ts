import { afterEach, expect, jest, test } from '@jest/globals';
import { sizeProblems } from './sizeProblems.mjs';

const table = jest.spyOn(console, 'table').mockImplementation(() => undefined);

afterEach(() => {
  table.mockClear();
});

test('an entry at its limit passes, one byte more does not', () => {
  const size = { name: 'one', minified: 30, brotli: 20 };
  expect(sizeProblems([{ ...size, limit: 20 }])).toEqual([]);
  expect(sizeProblems([{ ...size, limit: 19 }])).toEqual(['one: 20 bytes, 1 over the limit']);
  expect(table).toHaveBeenLastCalledWith({ one: { minified: 30, brotli: 20, limit: 19 } });
});
