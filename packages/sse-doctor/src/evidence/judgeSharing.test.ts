import { expect, test } from '@jest/globals';
import { heard } from '../testing/heard.js';
import { judgeSharing } from './judgeSharing.js';

const ticks = (name: string, from: number, to: number, shift = 0) =>
  Array.from(
    { length: to - from },
    (_, index) => [200 * (from + index) + shift, `${name}${from + index}`] as const,
  );
const first = heard(ticks('e', 1, 20), { listened: 4000 });
const second = (events: readonly (readonly [number, string])[]) =>
  heard(events, { openedAt: 1000, listened: 3000 });

test('two connections that get the same events at the same time share them', () => {
  expect(judgeSharing(first, second(ticks('e', 6, 20, 5)))).toBe('same');
});

test('an opening that is history is no word of its own, another one is', () => {
  const live = ticks('e', 6, 20, 5);
  expect(judgeSharing(first, second([[1001, 'e1'], ...live]))).toBe('same');
  expect(judgeSharing(first, second([[1001, 'hello'], ...live]))).toBe('opening');
});

test('the same events at another time are told to each connection for itself', () => {
  expect(judgeSharing(first, second(ticks('e', 1, 14, 1000)))).toBe('own');
  expect(judgeSharing(first, second(ticks('other', 6, 20)))).toBe('own');
});

test('too few events say nothing', () => {
  expect(judgeSharing(first, second([]))).toBe('unknown');
  expect(judgeSharing(heard([]), second([]))).toBe('unknown');
  expect(judgeSharing(first, undefined)).toBe('unknown');
  expect(judgeSharing(first, heard([], { status: 429 }))).toBe('refused');
});
