import { measureSize } from './measureSize.mjs';

/**
 * @typedef {{ name: string, minified: number, brotli: number, limit: number }} Size in bytes
 */

/**
 * Measures every entry of the budget; of one that comes on top of another import, the difference.
 *
 * @param {import('./sizeBudget.mjs').Budget[]} budget
 * @returns {Promise<Size[]>}
 */
export const measureSizes = (budget) =>
  Promise.all(
    budget.map(async ({ name, source, limit, onTopOf }) => {
      if (onTopOf === undefined) return { name, limit, ...(await measureSize(source)) };
      const [base, both] = await Promise.all(
        [onTopOf, onTopOf + source].map((both) => measureSize(both)),
      );
      return {
        name,
        limit,
        minified: (both?.minified ?? 0) - (base?.minified ?? 0),
        brotli: (both?.brotli ?? 0) - (base?.brotli ?? 0),
      };
    }),
  );
