import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { rootFolder } from '../lib/rootFolder.mjs';

const read = (path: string): string => readFileSync(join(rootFolder, path), 'utf8');

const { devDependencies } = JSON.parse(read('package.json')) as {
  devDependencies: Readonly<Record<string, string>>;
};

/** What docs/comparison.md says of a client. */
const rows = [
  ...read('docs/comparison.md').matchAll(
    /^\| \[`([^`]+)`\]\(\.\.\/fixtures\/clients\/([\w-]+)\)[^|]*\| *([\d.]+) *\| *(\d) *\|/gm,
  ),
].map(([, name = '', folder = '', version = '', connections = '']) => ({
  name,
  folder,
  version,
  connections: Number(connections),
}));

/** How many connections the tests find, by the file that they are in. */
const files = [
  { connections: 1, text: read('e2e/long/clients/eventSources.test.ts') },
  { connections: 1, text: read('e2e/long/clients/featureFlags.test.ts') },
  { connections: 3, text: read('e2e/long/clients/ownConnections.test.ts') },
];

test('every client that is tested is in the table', () => {
  const folders = readdirSync(join(rootFolder, 'fixtures/clients'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(rows.map(({ folder }) => folder).sort()).toEqual(folders.sort());
});

test.each(rows)('$name $version has $connections connection(s), as tested', (row) => {
  const { name, folder, version, connections } = row;
  expect(devDependencies[name]).toMatch(new RegExp(`^${version.replaceAll('.', '\\.')}\\.`));
  const tested = files.filter(({ text }) => text.includes(`'${folder}'`));
  expect(tested.map((file) => file.connections)).toEqual([connections]);
});
