import { expect, test } from '@jest/globals';
import { bytesOf, textOf } from '../testing/bytes.js';
import { joinChunks } from './joinChunks.js';

test('one chunk stays what it is', () => {
  const chunk = bytesOf('data: a\n\n');
  expect(joinChunks([chunk])).toBe(chunk);
});

test('several become one, in their order, and stay usable', () => {
  const chunks = ['data: a\n\n', '', 'data: b\n\n'].map((text) => bytesOf(text));
  expect(textOf(joinChunks(chunks))).toBe('data: a\n\ndata: b\n\n');
  expect(textOf(...chunks)).toBe('data: a\n\ndata: b\n\n');
});

test('none are no bytes', () => {
  expect(joinChunks([])).toHaveLength(0);
});
