import { expect, test } from '@jest/globals';
import { bytesOf, joined, textOf } from '../testing/bytes.js';
import { eventBlocks } from '../testing/eventBlocks.js';
import { toChunks } from './toChunks.js';

test('no blocks are no chunks', () => {
  expect(toChunks([])).toEqual([]);
});

test('neighbours in one source are one view on it, without a copy', () => {
  const blocks = eventBlocks('data: a\n\n:\ndata: b\n\n');
  const chunks = toChunks(blocks);
  expect(chunks.map((chunk) => textOf(chunk))).toEqual(['data: a\n\n:\ndata: b\n\n']);
  expect(chunks[0]?.buffer).toBe(blocks[0]?.source.buffer);
});

test('a gap or another source starts another chunk, and the order stays', () => {
  const [a, b, c, d] = eventBlocks('data: a\n\ndata: b\n\ndata: c\n\ndata: d\n\n');
  const [other] = eventBlocks('data: a\n\n');
  if (!a || !b || !c || !d || !other) throw new Error('Five blocks were expected.');
  const chunks = toChunks([a, b, d, other, c, d, a]);
  expect(chunks.map((chunk) => textOf(chunk))).toEqual([
    'data: a\n\ndata: b\n\n',
    'data: d\n\n',
    'data: a\n\n',
    'data: c\n\ndata: d\n\n',
    'data: a\n\n',
  ]);
  expect(joined(chunks)).toHaveLength(7 * bytesOf('data: a\n\n').length);
});
