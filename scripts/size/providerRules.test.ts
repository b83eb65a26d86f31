import { expect, test } from '@jest/globals';
import { listFiles } from '../lib/listFiles.mjs';
import { measureSize } from './measureSize.mjs';

const rules = listFiles('packages/event-stream-providers/src/[a-z]*.ts').filter(
  (path) => !/\/(?:index|checkProvider|register\w+)(?:\.test)?\.ts$/.test(path),
);

test('there are rules', () => {
  expect(rules.length).toBeGreaterThanOrEqual(10);
});

test.each(rules)('%s weighs at most 150 bytes', async (path) => {
  const { brotli } = await measureSize(`export * from './${path}';`);
  expect(brotli).toBeLessThanOrEqual(150);
});
