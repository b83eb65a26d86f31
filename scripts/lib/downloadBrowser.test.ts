import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { downloadBrowser } from './downloadBrowser.mjs';

let folder: string;

const program = (source: string): string => {
  const path = join(folder, 'program.mjs');
  writeFileSync(path, source);
  return path;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'download-'));
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

test('a download that ends well succeeds', async () => {
  await expect(downloadBrowser('chrome', program('process.exit(0);'))).resolves.toBe(true);
});

test('a host that cannot be reached is a quick failure', async () => {
  await expect(downloadBrowser('chrome', program('process.exit(1);'))).resolves.toBe(false);
});

test('a host that falls silent is given up', async () => {
  const error = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const stalls = program(
    'process.send({ received: 1, total: 2 }); setInterval(() => undefined, 1000);',
  );
  await expect(downloadBrowser('firefox', stalls, 300)).resolves.toBe(false);
  expect(error).toHaveBeenCalledWith('The download of firefox has stalled.');
});

test('unpacking in silence is waited for', async () => {
  const unpacks = program(
    'process.send({ received: 2, total: 2 }); setTimeout(() => process.exit(0), 600);',
  );
  await expect(downloadBrowser('firefox', unpacks, 300)).resolves.toBe(true);
});
