import { expect, jest, test } from '@jest/globals';
import { Pace } from './Pace.js';
import { settle } from '../testing/settle.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

/** For how many milliseconds the next chunk is not read. */
const pauseAfter = async (pace: Pace, blocks: number, bytes: number): Promise<number> => {
  let isOver = false;
  void pace.next(blocks, bytes).then(() => (isOver = true));
  await settle();
  for (let passed = 0; ; passed++) {
    if (isOver || passed > 100) return passed;
    jest.advanceTimersByTime(1);
    await settle();
  }
};

/** The pauses while such chunks come, so many milliseconds from the end of one pause to the next chunk. */
const pauses = async (
  count: number,
  { interval = 1, blocks = 1, bytes = 200, pace = new Pace() },
): Promise<number[]> => {
  const all: number[] = [];
  for (let chunk = 0; chunk < count; chunk++) {
    jest.advanceTimersByTime(interval);
    all.push(await pauseAfter(pace, blocks, bytes));
  }
  return all;
};

test('a stream of less than 1,000 events a second is read without a pause', async () => {
  expect(new Set(await pauses(200, { interval: 2 }))).toEqual(new Set([0]));
});

test('a denser one is read with pauses, from a tenth of a second on', async () => {
  const all = await pauses(150, { blocks: 2 });
  expect(new Set(all.slice(0, 99))).toEqual(new Set([0]));
  expect(Math.max(...all.slice(100))).toBe(8);
});

test('pauses do not make a stream less dense: blocks count, not chunks', async () => {
  const pace = new Pace();
  await pauses(101, { blocks: 2, pace });
  expect(new Set(await pauses(100, { blocks: 18, pace }))).toEqual(new Set([8]));
});

test('what came in a pause, piece by piece, is read without another', async () => {
  const pace = new Pace();
  await pauses(101, { blocks: 2, pace });
  expect(await pauseAfter(pace, 18, 200)).toBe(8);
  expect(await pauses(10, { interval: 0, pace })).toEqual(Array(10).fill(0));
  expect(await pauses(1, { interval: 2, pace })).toEqual([8]);
});

test('a backlog, which comes in large chunks, is read without a pause', async () => {
  const all = await pauses(150, { blocks: 300, bytes: 60_000 });
  expect(new Set(all)).toEqual(new Set([0]));
});

test('a stream that has calmed down is read without a pause again', async () => {
  const pace = new Pace();
  await pauses(101, { blocks: 18, pace });
  expect(await pauses(1, { blocks: 18, pace })).toEqual([8]);
  expect(await pauses(1, { interval: 5000, pace })).toEqual([0]);
});
