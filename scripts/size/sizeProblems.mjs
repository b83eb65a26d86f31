/**
 * Prints the sizes as a table.
 *
 * @param {readonly import('./measureSizes.mjs').Size[]} sizes
 * @returns {string[]} one line for each that is over its limit
 */
export function sizeProblems(sizes) {
  console.table(
    Object.fromEntries(
      sizes.map(({ name, minified, brotli, limit }) => [name, { minified, brotli, limit }]),
    ),
  );
  return sizes
    .filter(({ brotli, limit }) => brotli > limit)
    .map(({ name, brotli, limit }) => `${name}: ${brotli} bytes, ${brotli - limit} over the limit`);
}
