import { expect, test } from '@jest/globals';
import { BrowserCpu } from './BrowserCpu.js';

/** Says, one after the other, what was used up to when. */
const cpuOf = (
  readings: readonly (readonly [used: number | undefined, at: number])[],
): BrowserCpu => {
  const left = [...readings];
  let at = 0;
  return new BrowserCpu(
    () => {
      const [used, time] = left.shift() ?? [undefined, at];
      at = time;
      return Promise.resolve(used);
    },
    () => at,
  );
};

test('percent of one core, from one reading to the next', async () => {
  const cpu = cpuOf([
    [1000, 0],
    [1250, 500],
    [2250, 1000],
  ]);
  expect([await cpu.percent(), await cpu.percent(), await cpu.percent()]).toEqual([
    undefined,
    50,
    200,
  ]);
});

test('nothing is known where no browser runs, nor at the first reading after that', async () => {
  const cpu = cpuOf([
    [1000, 0],
    [undefined, 500],
    [1000, 1000],
    [1100, 1500],
  ]);
  const all = [await cpu.percent(), await cpu.percent(), await cpu.percent(), await cpu.percent()];
  expect(all).toEqual([undefined, undefined, undefined, 20]);
});

test('a browser that was closed does not count below nothing', async () => {
  const cpu = cpuOf([
    [1000, 0],
    [400, 500],
  ]);
  await cpu.percent();
  expect(await cpu.percent()).toBe(0);
});
