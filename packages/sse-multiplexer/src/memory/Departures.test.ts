import { describe, expect, jest, test } from '@jest/globals';
import { Departures } from './Departures.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const departures = (...left: (readonly [clientId: string, sequence: number, id?: string])[]) => {
  const all = new Departures(1000);
  for (const [clientId, sequence, lastEventId = ''] of left) {
    all.remember({ clientId, sequence, lastEventId });
  }
  return all;
};

test('a page that comes back finds its own, once', () => {
  const all = departures(['a', 1], ['b', 2]);
  expect(all.take('b', undefined)).toMatchObject({ clientId: 'b', sequence: 2 });
  expect(all.take('b', undefined)).toBeUndefined();
  expect(all.take('c', undefined)).toBeUndefined();
  expect(all.size).toBe(1);
});

test('several of one page come back in the order in which they left', () => {
  const all = departures(['a', 1], ['b', 5], ['a', 2], ['a', 3]);
  const sequences = Array.from({ length: 4 }, () => all.take('a', undefined)?.sequence);
  expect(sequences).toEqual([1, 2, 3, undefined]);
});

describe('where the browser shows the last event ID', () => {
  test('it tells the connections of one page apart', () => {
    const all = departures(['a', 1, 'one'], ['a', 2, 'two']);
    expect(all.take('a', 'two')?.sequence).toBe(2);
    expect(all.take('a', 'one')?.sequence).toBe(1);
  });

  test("a departure that says otherwise is another connection's and stays", () => {
    const all = departures(['a', 1, 'one']);
    expect(all.take('a', 'two')).toBeUndefined();
    expect(all.take('b', 'one')).toBeUndefined();
    expect(all.take('a', 'one')?.sequence).toBe(1);
  });
});

test('is forgotten after its lifetime', () => {
  const all = departures(['a', 1]);
  jest.advanceTimersByTime(999);
  all.remember({ clientId: 'b', sequence: 2, lastEventId: '' });
  expect(all.size).toBe(2);
  jest.advanceTimersByTime(1);
  expect(all.size).toBe(1);
  expect(all.take('a', undefined)).toBeUndefined();
  expect(all.take('b', undefined)?.sequence).toBe(2);
});

test('holds a thousand; the oldest goes first', () => {
  const all = new Departures(1000);
  for (let n = 1; n <= 1001; n++) all.remember({ clientId: `${n}`, sequence: n, lastEventId: '' });
  expect(all.size).toBe(1000);
  expect(all.take('1', undefined)).toBeUndefined();
  expect(all.take('2', undefined)?.sequence).toBe(2);
});
