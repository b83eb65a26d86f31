import { measureSize } from './measureSize.mjs';

/**
 * @typedef {{ name: string, minified: number, brotli: number, limit: number }} Size in bytes
 */

/**
 * Measures every entry of the budget.
 *
 * @param {typeof import('./sizeBudget.mjs').sizeBudget} budget
 * @returns {Promise<Size[]>}
 */
export const measureSizes = (budget) =>
  Promise.all(
    budget.map(async ({ name, source, limit }) => ({
      name,
      limit,
      ...(await measureSize(source)),
    })),
  );
