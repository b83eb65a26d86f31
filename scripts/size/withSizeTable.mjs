const begin = '<!-- Sizes: npm run size -- --write -->';
const end = '<!-- End of sizes -->';
const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(2)} kB`;

/**
 * Puts the sizes into a Markdown text, as a table between its two markers.
 *
 * @param {string} text
 * @param {readonly Pick<import('./measureSizes.mjs').Size, 'name' | 'minified' | 'brotli'>[]} sizes
 * @returns {string}
 * @throws if the text lacks a marker
 */
export function withSizeTable(text, sizes) {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The text has no lines "${begin}" and "${end}".`);
  const rows = sizes.map(
    ({ name, minified, brotli }) => `| ${name} | ${kilobytes(minified)} | ${kilobytes(brotli)} |`,
  );
  const table = ['| what is imported | minified | and Brotli |', '| - | -: | -: |', ...rows];
  return [text.slice(0, from) + begin, '', ...table, '', text.slice(to)].join('\n');
}
