import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { rootFolder } from '../lib/rootFolder.mjs';
import { codeBlocks } from './codeBlocks.mjs';

const read = (path: string): string => readFileSync(join(rootFolder, path), 'utf8');
const text = read('docs/recipes.md');
const lines = text.split('\n');

/** The file that a recipe's code says it is. */
const shown = codeBlocks(text).map(({ line, code }) => {
  const [, path] = /^\[`(.+)`\]\(\.\.\/fixtures\/apps\/\1\)$/.exec(lines[line - 4] ?? '') ?? [];
  return { path, code };
});

test.each(shown)('the code of $path is that of the app', ({ path, code }) => {
  expect(code).toBe(read(`fixtures/apps/${path ?? ''}`));
});

test('every app but those for Workbox 6 has a recipe', () => {
  const apps = readdirSync(join(rootFolder, 'fixtures/apps')).filter(
    (name) => !/-workbox-6$|\.json$/.test(name),
  );
  expect([...new Set(shown.map(({ path }) => path?.split('/')[0]))].sort()).toEqual(apps.sort());
});
