import { afterEach, expect, jest, test } from '@jest/globals';
import { sizeProblems } from './sizeProblems.mjs';

const table = jest.spyOn(console, 'table').mockImplementation(() => undefined);

afterEach(() => {
  table.mockClear();
});

test('an entry at its limit passes, one byte more does not', async () => {
  const entry = { name: 'one', source: 'export const one = 1;', limit: Infinity };
  await expect(sizeProblems([entry])).resolves.toEqual([]);
  const [[rows]] = table.mock.calls as [[{ one: { minified: number; brotli: number } }]];
  const { minified, brotli } = rows.one;
  expect(minified).toBeGreaterThan(10);

  await expect(sizeProblems([{ ...entry, limit: brotli }])).resolves.toEqual([]);
  await expect(sizeProblems([{ ...entry, limit: brotli - 1 }])).resolves.toEqual([
    `one: ${brotli} bytes, 1 over the limit`,
  ]);
});

test("Workbox's packages do not count, this project's own do", async () => {
  await sizeProblems([
    { name: 'workbox', source: `export * from 'workbox-routing/Route.js';`, limit: 400 },
    { name: 'own', source: `export * from './scripts/borders/portableGlobals.mjs';`, limit: 1 },
  ]);
  const [[rows]] = table.mock.calls as [[Record<string, { minified: number }>]];
  expect(rows['workbox']?.minified).toBeLessThan(100);
  expect(rows['own']?.minified).toBeGreaterThan(500);
});
