import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { reconnectDelay } from './reconnectDelay.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const longest = () => 1;
const shortest = () => 0;

test("the first attempt comes after the reconnection time, as a page's would", () => {
  expect(reconnectDelay(0, 3000, null, shortest)).toBe(3000);
  expect(reconnectDelay(0, 3000, null, longest)).toBe(3000);
});

test('later ones back off to twice the time each, at most to 30 seconds', () => {
  const ceilings = [1, 2, 3, 4, 5, 50].map((attempt) =>
    reconnectDelay(attempt, 3000, null, longest),
  );
  expect(ceilings).toEqual([6000, 12_000, 24_000, 30_000, 30_000, 30_000]);
});

test('a reconnection time over 30 seconds is never cut short', () => {
  expect(reconnectDelay(0, 60_000, null)).toBe(60_000);
  expect(reconnectDelay(3, 60_000, null, longest)).toBe(60_000);
});

test('a reconnection time of centuries is as long as a timer can wait, not none', () => {
  expect(reconnectDelay(0, Number.MAX_SAFE_INTEGER, null)).toBe(2 ** 31 - 1);
});

test('with full jitter: anything from nothing to the ceiling', () => {
  expect(reconnectDelay(2, 1000, null, shortest)).toBe(0);
  expect(reconnectDelay(2, 1000, null, () => 0.25)).toBe(1000);
});

test('without a source of chance given it takes a fair one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.nat({ max: 30_000 }), (attempt, time) => {
      const delay = reconnectDelay(attempt, time, null);
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThanOrEqual(30_000);
    }),
  );
  const delays = Array.from({ length: 50 }, () => reconnectDelay(3, 1000, null));
  expect(new Set(delays).size).toBeGreaterThan(1);
});

describe('Retry-After', () => {
  test.each([
    ['seconds', '20', 20_000],
    ['a date', 'Tue, 03 Nov 2026 12:00:10 GMT', 10_000],
    ['a date that is over', 'Tue, 03 Nov 2026 11:00:00 GMT', 100],
    ['less than the reconnection time', '0', 100],
    ['nonsense', 'soon', 100],
    ['a negative number', '-20', 100],
    ['nothing', '', 100],
    ['an hour', '3600', 3_600_000],
    ['a day, of which it is an hour', '86400', 3_600_000],
    ['centuries', '99999999999', 3_600_000],
    ['a date in a year', 'Wed, 03 Nov 2027 12:00:00 GMT', 3_600_000],
  ])('is the least: %s', (_name, value, delay) => {
    jest.setSystemTime(new Date('2026-11-03T12:00:00Z'));
    expect(reconnectDelay(0, 100, value)).toBe(delay);
  });
});
