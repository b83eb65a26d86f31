import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { downloadBrowser } from './downloadBrowser.mjs';

/** A download process that does what the test says. */
class FakeChild extends EventEmitter {
  readonly kill = jest.fn((signal: string) => this.emit('exit', null, signal));
  progress(received: number, total: number): void {
    this.emit('message', { received, total });
  }
}

let child: FakeChild;
let done: Promise<boolean>;

beforeEach(() => {
  jest.useFakeTimers();
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  child = new FakeChild();
  done = downloadBrowser('firefox', () => child);
});

afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.restoreAllMocks();
  jest.useRealTimers();
});

test('a download that ends well succeeds', async () => {
  child.emit('exit', 0, null);
  await expect(done).resolves.toBe(true);
});

test('a host that cannot be reached is a quick failure', async () => {
  child.emit('exit', 1, null);
  await expect(done).resolves.toBe(false);
});

test('a process that cannot start is a failure', async () => {
  child.emit('error', new Error('no such file'));
  await expect(done).resolves.toBe(false);
});

test('a host that never answers is given up', async () => {
  jest.advanceTimersByTime(15_000);
  await expect(done).resolves.toBe(false);
  expect(child.kill).toHaveBeenCalledWith('SIGKILL');
  expect(console.error).toHaveBeenCalledWith('The download of firefox has stalled.');
});

test('a slow host is waited for as long as it sends, and given up when it falls silent', async () => {
  for (const received of [1, 2, 3, 4]) {
    jest.advanceTimersByTime(14_999);
    child.progress(received, 5);
  }
  expect(child.kill).not.toHaveBeenCalled();
  jest.advanceTimersByTime(15_000);
  await expect(done).resolves.toBe(false);
});

test('unpacking in silence is waited for', async () => {
  child.progress(5, 5);
  jest.advanceTimersByTime(299_999);
  expect(child.kill).not.toHaveBeenCalled();
  child.emit('exit', 0, null);
  await expect(done).resolves.toBe(true);
});
