import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { listFiles } from '../lib/listFiles.mjs';
import { rootFolder } from '../lib/rootFolder.mjs';
import { embeddedFiles } from './embeddedFiles.mjs';

const text = readFileSync(join(rootFolder, 'docs/recipes.md'), 'utf8');
const shown = embeddedFiles(text).map(({ target }) => target.replace('../', ''));
const namesIn = (folder: string, paths: readonly string[]): string[] =>
  [...new Set(paths.flatMap((path) => path.match(`^${folder}/([^/]+)/`)?.[1] ?? []))].sort();

test.each(['examples', 'fixtures/apps', 'fixtures/backends'])(
  'each of %s has a recipe',
  (folder) => {
    const names = namesIn(folder, listFiles(`${folder}/**`));
    expect(names.length).toBeGreaterThan(1);
    // For Workbox 6 it is the same.
    expect(namesIn(folder, shown)).toEqual(names.filter((name) => !name.endsWith('-workbox-6')));
  },
);
