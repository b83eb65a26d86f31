import { expect, test } from '@jest/globals';
import { GrowingBytes } from './GrowingBytes.js';
import { bytesOf, textOf } from '../testing/bytes.js';

test('holds what was appended, in order, until it is taken', () => {
  const growing = new GrowingBytes();
  for (const piece of ['a', '', 'bc', 'defghijklmnop', 'q']) growing.append(bytesOf(piece));
  expect(growing.length).toBe(17);
  expect(textOf(growing.view)).toBe('abcdefghijklmnopq');

  const taken = growing.take();
  growing.append(bytesOf('new'));
  expect(textOf(taken)).toBe('abcdefghijklmnopq');
  expect(textOf(growing.view)).toBe('new');
});

test('small pieces do not make it copy the whole each time', () => {
  const growing = new GrowingBytes();
  const buffers = new Set<ArrayBuffer>();
  for (let i = 0; i < 10_000; i++) {
    growing.append(bytesOf('.'));
    buffers.add(growing.view.buffer);
  }
  expect(buffers.size).toBeLessThan(20);
});

test('does not copy a lone piece, nor change it', () => {
  const growing = new GrowingBytes();
  const piece = bytesOf('abc');
  growing.append(piece.subarray(0, 1));
  expect(growing.view.buffer).toBe(piece.buffer);
  growing.append(bytesOf('X'));
  expect(textOf(growing.take())).toBe('aX');
  expect(textOf(piece)).toBe('abc');
});

test('two pieces are put together in no more bytes than they have', () => {
  const growing = new GrowingBytes();
  for (const piece of ['abc', '', 'd']) growing.append(bytesOf(piece));
  expect(growing.view.buffer.byteLength).toBe(4);
});
