import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { OutgoingStream } from './OutgoingStream.js';

const KiB = 1024;
const window = 128 * KiB;
const onReady = jest.fn();

beforeEach(() => {
  onReady.mockClear();
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const block = Buffer.from(`data: ${'x'.repeat(KiB - 8)}\n\n`);
const chunk = Buffer.concat(Array.from({ length: 16 }, () => block));

/** Takes turns until the stream is held up. @returns bytes of the stream that went out. */
const flood = (stream: OutgoingStream): number => {
  for (let bytes = 0; ; bytes += chunk.length) {
    void stream.offer(chunk);
    if (!stream.isReady) return bytes;
    stream.take();
  }
};

test('a stream sends no more than its window until the worker has confirmed half of it', () => {
  const stream = new OutgoingStream(1, window, onReady);
  expect(flood(stream)).toBe(window);
  jest.advanceTimersByTime(10);
  stream.confirm(false);
  expect(flood(stream)).toBe(window / 2);
});

test('a stream that floods beside others rests three times as long as the worker took, and sends a quarter', () => {
  const stream = new OutgoingStream(1, window, onReady);
  flood(stream);
  jest.advanceTimersByTime(10);
  stream.confirm(true);
  stream.confirm(true);
  jest.advanceTimersByTime(29);
  expect(stream.isReady).toBe(false);
  expect(onReady).not.toHaveBeenCalled();
  jest.advanceTimersByTime(1);
  expect(onReady).toHaveBeenCalledTimes(1);
  expect(flood(stream)).toBe(window / 4);
});

test('a stream rests a quarter of a second at most, and not at all when it has ended', () => {
  const stream = new OutgoingStream(1, window, onReady);
  flood(stream);
  jest.advanceTimersByTime(10_000);
  stream.confirm(true);
  jest.advanceTimersByTime(250);
  expect(stream.isReady).toBe(true);
  flood(stream);
  stream.confirm(true);
  stream.stop();
  jest.runAllTimers();
  expect(onReady).toHaveBeenCalledTimes(1);
});

test('a stream that does not fill its window never rests, and has all of it a second after it did', () => {
  const stream = new OutgoingStream(1, window, onReady);
  for (let turn = 0; turn < 20; turn++) {
    void stream.offer(chunk);
    expect(stream.isReady).toBe(true);
    if (stream.take().length > 1) stream.confirm(true);
  }
  while (stream.isReady || flood(stream) > 0);
  stream.confirm(true);
  stream.confirm(true);
  jest.advanceTimersByTime(1000);
  expect(flood(stream)).toBe(window);
});
