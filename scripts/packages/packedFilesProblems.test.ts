import { expect, test } from '@jest/globals';
import { packedFilesProblems } from './packedFilesProblems.mjs';

const always = ['LICENSE', 'README.md', 'package.json'];
const built = ['dist/index.js', 'dist/index.d.ts', 'dist/index.js.map', 'dist/hub/Hub.js'];
const sources = ['index', 'hub/Hub', 'Hub.test', 'testing/fakes'];

test('a licence, a README, a changelog and the build are what belongs into a package', () => {
  const packed = [...always, 'CHANGELOG.md', ...built];
  expect(packedFilesProblems('a', packed, sources)).toEqual([]);
});

test.each([['README.md'], ['LICENSE']])('%s may not be missing', (path) => {
  const packed = [...always.filter((other) => other !== path), ...built];
  expect(packedFilesProblems('a', packed, sources)).toEqual([
    `a would be published without ${path}`,
  ]);
});

test.each([
  ['a test', 'dist/Hub.test.js'],
  ['a test helper', 'dist/testing/fakes.js'],
  ['build information', 'dist/tsconfig.tsbuildinfo'],
  ['what was built from a source that is gone', 'dist/removed.js'],
  ['a source', 'src/index.ts'],
])('%s may not be published', (_name, path) => {
  expect(packedFilesProblems('a', [...always, path], sources)).toEqual([
    `a would publish ${path}, which does not belong there`,
  ]);
});

test('a bundle that a package has to contain may not be missing, and belongs there', () => {
  const bundle = 'build/script.prod.js';
  expect(packedFilesProblems('a', [...always, bundle], sources, [bundle])).toEqual([]);
  expect(packedFilesProblems('a', always, sources, [bundle])).toEqual([
    `a would be published without ${bundle}`,
  ]);
  expect(packedFilesProblems('a', [...always, bundle], sources)).toEqual([
    `a would publish ${bundle}, which does not belong there`,
  ]);
});
