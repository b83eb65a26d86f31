/** Another version of Brotli gives a few bytes more or less. */
const tolerance = (/** @type {number} */ bytes) => 10 + bytes / 100;

/**
 * Compares what a Markdown text's table says with what was measured.
 *
 * @param {string} text
 * @param {readonly Pick<import('./measureSizes.mjs').Size, 'name' | 'minified' | 'brotli'>[]} sizes
 * @returns {string[]} one line for each size that the text does not have, or has wrong
 */
export function staleSizes(text, sizes) {
  const rows = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const advice = 'npm run size -- --write puts it right';
  return sizes.flatMap(({ name, ...measured }) => {
    const row = rows.find(([, cell]) => cell === name);
    if (!row) return [`README.md does not say the size of "${name}": ${advice}.`];
    return [measured.minified, measured.brotli].flatMap((bytes, index) => {
      const said = Number.parseFloat(row[2 + index] ?? '') * 1000;
      if (Math.abs(said - bytes) <= tolerance(bytes)) return [];
      const what = index === 0 ? 'minified' : 'minified and Brotli';
      return [`README.md says ${said} bytes for "${name}" (${what}), it is ${bytes}: ${advice}.`];
    });
  });
}
