import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, jest, test } from '@jest/globals';
import { run } from './run.mjs';

const node = (source: string, options?: Parameters<typeof run>[2]): Promise<number> =>
  run(process.execPath, ['--eval', source], options);

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

test("resolves to the program's exit status", async () => {
  await expect(node('process.exit(0)')).resolves.toBe(0);
  await expect(node('process.exit(3)')).resolves.toBe(3);
});

test('lays its variables over the environment', async () => {
  const source = 'process.exit(process.env.PATH && process.env.EXTRA === "yes" ? 0 : 1)';
  await expect(node(source, { env: { EXTRA: 'yes' } })).resolves.toBe(0);
});

test('a program that cannot be started is a failure', async () => {
  const error = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  await expect(run('no-such-program', [])).resolves.toBe(1);
  expect(error).toHaveBeenCalledWith(expect.stringContaining('no-such-program'));
});

test('a program within its time limit is left alone, whatever fraction the limit has', async () => {
  const before = process.listenerCount('SIGINT');
  await expect(node('process.exit(0)', { timeLimitMs: 60_000.5 })).resolves.toBe(0);
  expect(process.listenerCount('SIGINT')).toBe(before);
});

test('a program over its time limit is told to end, and so are its children', async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  const folder = mkdtempSync(join(tmpdir(), 'run-'));
  const note = (name: string): string =>
    `require('fs').writeFileSync(${JSON.stringify(join(folder, name))}, '');`;
  const child = `
    process.once('SIGTERM', () => { ${note('told')} process.exit(); });
    ${note('up')}
    setTimeout(() => process.exit(), 10_000);`;
  const parent = `
    const { spawn } = require('child_process');
    const child = spawn(process.execPath, ['--eval', ${JSON.stringify(child)}]);
    process.once('SIGTERM', () => child.once('exit', () => process.exit(5)));`;
  try {
    const changes = watch(folder);
    const status = node(parent, { timeLimitMs: 60_000 });
    for await (const { filename } of changes) if (filename === 'up') break;
    jest.advanceTimersByTime(60_000);
    await expect(status).resolves.toBe(5);
    expect(existsSync(join(folder, 'told'))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
