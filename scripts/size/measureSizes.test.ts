import { expect, test } from '@jest/globals';
import { measureSizes } from './measureSizes.mjs';

test('sizes are those of the minified code, and of what Brotli makes of it', async () => {
  const source = `export const text = '${'x'.repeat(1000)}'; // a comment`;
  const [size] = await measureSizes([{ name: 'one', source, limit: 7 }]);
  expect(size).toMatchObject({ name: 'one', limit: 7 });
  expect(size?.minified).toBeGreaterThan(1000);
  expect(size?.minified).toBeLessThan(source.length);
  expect(size?.brotli).toBeGreaterThan(10);
  expect(size?.brotli).toBeLessThan(100);
});

test("Workbox's packages do not count, this project's own do", async () => {
  const [workbox, own] = await measureSizes([
    { name: 'workbox', source: `export * from 'workbox-routing/Route.js';`, limit: 400 },
    { name: 'own', source: `export * from './scripts/borders/portableGlobals.mjs';`, limit: 1 },
  ]);
  expect(workbox?.minified).toBeLessThan(100);
  expect(own?.minified).toBeGreaterThan(500);
});

test('what comes on top of another import is only what that does not bring', async () => {
  const onTopOf = `export * from './scripts/borders/portableGlobals.mjs';`;
  const source = `export { portableGlobals as again } from './scripts/borders/portableGlobals.mjs';`;
  const [size] = await measureSizes([{ name: 'again', source, onTopOf, limit: 100 }]);
  expect(size?.brotli).toBeLessThan(30);
});
