import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { borderProblems } from './borderProblems.mjs';

const rules = {
  core: { imports: [], portable: true },
  adapter: { imports: ['core', 'workbox-routing'], portable: false },
  layered: { imports: [], portable: false, layers: ['low', 'high'] },
};
const root = mkdtempSync(join(tmpdir(), 'borders-'));

/** The problems of a repository that has just these files under `packages/`. */
function problemsOf(files: Record<string, string>): string[] {
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, 'packages', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return borderProblems(root, rules);
}

afterEach(() => {
  rmSync(join(root, 'packages'), { recursive: true });
});

test('accepts what the rules allow', () => {
  const problems = problemsOf({
    'core/src/index.ts': `export { a } from './a.js';`,
    'core/src/a.ts': `
      export const a = (init: RequestInit) => new ReadableStream({ start: () => fetch('/', init) });
      export const origin = (url: URL) => url.origin;`,
    'core/src/a.test.ts': `import fc from 'fast-check'; import { a } from './a.js'; self.a = a;`,
    'adapter/src/index.ts': `
      import { a } from 'core'; import type { Route } from 'workbox-routing/Route.js';
      self.addEventListener('fetch', () => a); export type R = Route;`,
  });
  expect(problems).toEqual([]);
});

test.each([
  ['a package', `import { Route } from 'workbox-routing';`, 'workbox-routing'],
  ['a type of a package', `export type R = import('workbox-routing').Route;`, 'workbox-routing'],
  ['a Node module', `export * from 'node:fs';`, 'node:fs'],
  ['the adapter', `export const a = import('adapter');`, 'adapter'],
])('the core may not import %s', (_name, source, module) => {
  expect(problemsOf({ 'core/src/a.ts': source })).toEqual([
    `packages/core/src/a.ts imports ${module}, which core may not`,
  ]);
});

test('a relative import may not leave the package', () => {
  const source = `export { a } from '../../core/src/a.js';`;
  expect(problemsOf({ 'adapter/src/a.ts': source })).toEqual([
    'packages/adapter/src/a.ts reaches outside its package: ../../core/src/a.js',
  ]);
});

test.each([
  ['self', `export const a = () => self.origin;`],
  ['caches', `export const a = () => caches.keys();`],
  ['caches', `export const a = () => globalThis.caches;`],
  ['navigator', `export const a = navigator.onLine;`],
  ['FetchEvent', `export const a = (event: FetchEvent) => event;`],
  ['declare', `declare const clients: unknown; export const a = clients;`],
])('the core may not use %s: %j', (name, source) => {
  expect(problemsOf({ 'core/src/a.ts': source })).toEqual([
    `packages/core/src/a.ts:1 uses ${name}, which not every platform has`,
  ]);
});

test('names that only look like globals are left alone', () => {
  const source = `export const a = (self: { caches: string }) => self.caches;`;
  expect(problemsOf({ 'core/src/a.ts': source })).toEqual([]);
});

test('finds an import cycle, through types and packages too', () => {
  const problems = problemsOf({
    'core/src/a.ts': `import { b } from './b.js'; export const a = b;`,
    'core/src/b.ts': `import type { a } from './a.js'; export const b: typeof a = 1;`,
  });
  expect(problems).toEqual([
    'import cycle: packages/core/src/a.ts -> packages/core/src/b.ts -> packages/core/src/a.ts',
  ]);
});

test('a package without rules is a problem', () => {
  expect(problemsOf({ 'stranger/src/index.ts': 'export {};' })).toEqual([
    'packages/stranger has no entry in the border rules',
  ]);
});

test('keeps the order of layers', () => {
  const problems = problemsOf({
    'layered/src/index.ts': `export { a } from './high/a.js';`,
    'layered/src/high/a.ts': `export { b as a } from '../low/b.js';`,
    'layered/src/low/b.ts': `export { c as b } from './c.js';`,
    'layered/src/low/c.ts': `export { d as c } from '../high/d.js';`,
    'layered/src/high/d.ts': `export const d = 1;`,
  });
  expect(problems).toEqual(['packages/layered/src/low/c.ts imports upwards: ../high/d.js']);
});
