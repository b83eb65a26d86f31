import { measureSize } from './measureSize.mjs';

/**
 * Measures every entry of the budget and prints the sizes as a table.
 *
 * @param {typeof import('./sizeBudget.mjs').sizeBudget} budget
 * @returns {Promise<string[]>} one line for each entry over its limit
 */
export async function sizeProblems(budget) {
  const rows = await Promise.all(
    budget.map(async (entry) => ({ ...entry, ...(await measureSize(entry.source)) })),
  );
  console.table(
    Object.fromEntries(
      rows.map(({ name, minified, brotli, limit }) => [name, { minified, brotli, limit }]),
    ),
  );
  return rows
    .filter(({ brotli, limit }) => brotli > limit)
    .map(({ name, brotli, limit }) => `${name}: ${brotli} bytes, ${brotli - limit} over the limit`);
}
