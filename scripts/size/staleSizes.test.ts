import { expect, test } from '@jest/globals';
import { staleSizes } from './staleSizes.mjs';
import { withSizeTable } from './withSizeTable.mjs';

const sizes = [
  { name: 'all of `one`', minified: 36_058, brotli: 11_746 },
  { name: 'a part', minified: 164, brotli: 122 },
];

const empty = `# Title

<!-- Sizes: npm run size -- --write -->
<!-- End of sizes -->

More.
`;

test('a table that was just written is not stale, nor once Prettier has widened it', () => {
  const written = withSizeTable(empty, sizes);
  expect(written).toContain('\n| all of `one` | 36.06 kB | 11.75 kB |\n');
  expect(staleSizes(written, sizes)).toEqual([]);
  const widened = written.replaceAll(/^\| (?=a)/gm, '|     ').replaceAll('kB |', 'kB     |');
  expect(staleSizes(widened, sizes)).toEqual([]);
});

test('what stood in the table is replaced, what stands around it stays', () => {
  const once = withSizeTable(empty, sizes);
  expect(
    withSizeTable(withSizeTable(empty, [{ name: 'old', minified: 1, brotli: 1 }]), sizes),
  ).toBe(once);
  expect(once.startsWith('# Title\n\n')).toBe(true);
  expect(once.endsWith('\n\nMore.\n')).toBe(true);
});

test('a few bytes more or less, as of another Brotli, are not stale', () => {
  const written = withSizeTable(empty, sizes);
  const other = sizes.map((size) => ({ ...size, brotli: size.brotli + 8 }));
  expect(staleSizes(written, other)).toEqual([]);
});

test('another size, or one that is missing, is told with what to do', () => {
  const written = withSizeTable(empty, sizes);
  const grown = [{ name: 'a part', minified: 164, brotli: 522 }];
  expect(staleSizes(written, grown)).toEqual([
    'README.md says 120 bytes for "a part" (minified and Brotli), it is 522: npm run size -- --write puts it right.',
  ]);
  expect(staleSizes(empty, grown)).toEqual([
    'README.md does not say the size of "a part": npm run size -- --write puts it right.',
  ]);
});

test('a text without a place for the table is refused', () => {
  expect(() => withSizeTable('# Title\n', sizes)).toThrow(/has no lines "<!-- Sizes/);
});
