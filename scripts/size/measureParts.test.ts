import { beforeAll, expect, test } from '@jest/globals';
import { measureParts } from './measureParts.mjs';

let parts: Awaited<ReturnType<typeof measureParts>>;

beforeAll(async () => {
  parts = await measureParts(`export { EventBlockSplitter } from 'sse-multiplexer/wire';`);
});

test('a folder costs what the import costs, where it is all of it', () => {
  expect(parts.folders.map(({ path }) => path)).toEqual(['packages/sse-multiplexer/dist/wire']);
  const { minified = 0 } = parts.folders[0] ?? {};
  const modules = parts.modules.reduce((sum, module) => sum + module.minified, 0);
  expect(Math.abs(minified - modules)).toBeLessThan(minified / 10);
});

test('a module costs its own code, and not that of what it imports', () => {
  const sizes = new Map(parts.modules.map(({ path, minified }) => [path, minified]));
  const splitter = sizes.get('packages/sse-multiplexer/dist/wire/EventBlockSplitter.js') ?? 0;
  const fields = sizes.get('packages/sse-multiplexer/dist/wire/BlockFields.js') ?? 0;
  expect(fields).toBeGreaterThan(800);
  expect(splitter).toBeGreaterThan(1000);
  expect(splitter).toBeLessThan(2500);
});
