import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { listFiles } from '../lib/listFiles.mjs';
import { rootFolder } from '../lib/rootFolder.mjs';
import { declaredExports } from './declaredExports.mjs';
import { reExports } from './reExports.mjs';

const read = (path: string): string => readFileSync(join(rootFolder, path), 'utf8');

/** Sources with exports of their own: no tests, test helpers, indexes or programs. */
const sources = listFiles(['packages/*/src/**/*.ts', 'scripts/*/**/*.{ts,mjs}']).filter(
  (path) => !/\.test\.ts$|\/testing\/|\/index\.ts$|\/main\.ts$/.test(path),
);
const indexes = listFiles('packages/*/src/index.ts');

test.each(sources)('%s exports one thing, named like the file', (path) => {
  const exports = declaredExports(path, read(path));
  const values = exports.filter(({ isValue }) => isValue).map(({ name }) => name);
  const name = basename(path, extname(path));
  // Types may stand beside the value or the type that they describe.
  if (values.length > 0) expect(values).toEqual([name]);
  else expect(exports.map((entry) => entry.name)).toContain(name);
});

describe.each(indexes)('%s', (index) => {
  const { names, problems } = reExports(read(index));

  test('is a list of names', () => {
    expect(problems).toEqual([]);
  });

  test('lists exactly what is marked @public', () => {
    const folder = index.slice(0, -'index.ts'.length);
    const marked = sources
      .filter((path) => path.startsWith(folder))
      .flatMap((path) => declaredExports(path, read(path)))
      .filter(({ isPublic }) => isPublic)
      .map(({ name }) => name);
    const listed = [...names].filter(([, module]) => module.startsWith('.')).map(([name]) => name);
    expect(listed.sort()).toEqual(marked.sort());
  });
});
