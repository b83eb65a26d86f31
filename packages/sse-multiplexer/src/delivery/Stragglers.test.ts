import { expect, jest, test } from '@jest/globals';
import { Stragglers } from './Stragglers.js';
import { Subscriber } from './Subscriber.js';
import { settle } from '../testing/settle.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const MIB = 1024 * 1024;

/** A page that may be 2 MiB behind, and is so many. */
const pageBehind = (mebibytes: number): Subscriber => {
  const page = new Subscriber({
    name: 'page',
    clientId: 'page',
    maxQueueBytes: 2 * MIB,
    onLeave: () => undefined,
    onDrain: () => undefined,
  });
  for (let half = 0; half < 2 * mebibytes; half++) page.offer(new Uint8Array(MIB / 2));
  return page;
};

/** Whether the promise is settled after so many milliseconds. */
const isSettledAfter = async (promise: Promise<void>, milliseconds: number): Promise<boolean> => {
  let isSettled = false;
  void promise.then(() => (isSettled = true));
  await settle();
  for (let passed = 0; passed < milliseconds && !isSettled; passed += 10) {
    jest.advanceTimersByTime(10);
    await settle();
  }
  return isSettled;
};

test('nobody is waited for who is not far behind', async () => {
  const stragglers = new Stragglers(new Set([pageBehind(0), pageBehind(1)]));
  expect(await isSettledAfter(stragglers.caughtUp(), 0)).toBe(true);
});

test('a page that is far behind is waited for until it has caught up', async () => {
  const page = pageBehind(1.5);
  const caughtUp = new Stragglers(new Set([pageBehind(0), page])).caughtUp();
  expect(await isSettledAfter(caughtUp, 500)).toBe(false);
  await page.body.getReader().read();
  expect(await isSettledAfter(caughtUp, 10)).toBe(true);
});

test('a page that stands still costs the others a second, once; then again when it has moved', async () => {
  const page = pageBehind(1.5);
  const stragglers = new Stragglers(new Set([page]));
  const first = stragglers.caughtUp();
  expect(await isSettledAfter(first, 980)).toBe(false);
  expect(await isSettledAfter(first, 30)).toBe(true);
  page.offer(new Uint8Array(1));
  expect(await isSettledAfter(stragglers.caughtUp(), 0)).toBe(true);

  const reader = page.body.getReader();
  for (let half = 0; half < 3; half++) await reader.read();
  expect(await isSettledAfter(stragglers.caughtUp(), 0)).toBe(true);
  for (let half = 0; half < 3; half++) page.offer(new Uint8Array(MIB / 2));
  expect(await isSettledAfter(stragglers.caughtUp(), 500)).toBe(false);
});

test('a page that leaves is not waited for', async () => {
  const page = pageBehind(1.5);
  const pages = new Set([page]);
  const caughtUp = new Stragglers(pages).caughtUp();
  expect(await isSettledAfter(caughtUp, 100)).toBe(false);
  pages.delete(page);
  expect(await isSettledAfter(caughtUp, 10)).toBe(true);
});
