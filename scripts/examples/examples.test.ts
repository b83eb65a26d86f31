import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { importsOf } from '../borders/importsOf.mjs';
import { listFiles } from '../lib/listFiles.mjs';
import { rootFolder } from '../lib/rootFolder.mjs';

interface Manifest {
  readonly version?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const read = (path: string): string => readFileSync(join(rootFolder, path), 'utf8');
const manifestOf = (folder: string): Manifest =>
  JSON.parse(read(join(folder, 'package.json'))) as Manifest;

const names = listFiles('examples/*/package.json').map((path) => path.split('/')[1] ?? '');
const tested = manifestOf('.').devDependencies ?? {};
const ours = listFiles('packages/*/package.json').map((path) => path.split('/')[1] ?? '');

/** The package that a module is in, unless it is a file or Node's own. */
const packageOf = (module: string): string[] => {
  if (module.startsWith('.') || module.startsWith('node:') || builtinModules.includes(module)) {
    return [];
  }
  const [scope = '', name = ''] = module.split('/');
  return [scope.startsWith('@') ? `${scope}/${name}` : scope];
};

test('README.md lists every example', () => {
  const listed = [...read('README.md').matchAll(/^- \[([\w-]+)\]\(examples\/([\w-]+)\): /gm)];
  expect(listed.map(([, name]) => name).sort()).toEqual([...names].sort());
  for (const [, name, folder] of listed) expect(folder).toBe(name);
});

describe.each(names)('the example %s, copied from here,', (name) => {
  const folder = join('examples', name);
  const { scripts = {}, dependencies = {}, devDependencies = {} } = manifestOf(folder);
  const wanted = { ...dependencies, ...devDependencies };

  test('says how it is started', () => {
    expect(scripts['start']).toMatch(/^npm run build && node server\.mjs (?:dist|out)$/);
    expect(read(join(folder, 'README.md'))).toContain('npm start');
  });

  test('has the versions that the tests run with', () => {
    for (const [dependency, version] of Object.entries(wanted)) {
      const known = ours.includes(dependency)
        ? manifestOf(join('packages', dependency)).version
        : tested[dependency];
      expect(`${dependency}@${version}`).toBe(`${dependency}@${known}`);
    }
  });

  test('names every package that its files import', () => {
    const files = listFiles(`${folder}/**/*.{ts,js,mjs}`).filter(
      (path) => !/\/(?:build|dist|out)\//.test(path),
    );
    const imported = files.flatMap((path) =>
      importsOf(ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true)).flatMap(
        packageOf,
      ),
    );
    expect(Object.keys(wanted)).toEqual(expect.arrayContaining([...new Set(imported)]));
  });

  test('has the server that all have', () => {
    expect(read(join(folder, 'server.mjs'))).toBe(read('examples/plain/server.mjs'));
  });
});
