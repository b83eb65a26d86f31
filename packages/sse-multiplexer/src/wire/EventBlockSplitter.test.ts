import { describe, expect, test } from '@jest/globals';
import type { EventBlock } from './EventBlock.js';
import { EventBlockSplitter } from './EventBlockSplitter.js';
import { EventBlockTooLargeError } from './EventBlockTooLargeError.js';
import { bytesOf, joined, textOf } from '../testing/bytes.js';
import { cut } from '../testing/chunks.js';
import { interpretEventStream } from '../testing/interpretEventStream.js';
import { toChunks } from './toChunks.js';

const split = (
  chunks: readonly Uint8Array<ArrayBuffer>[],
  maxBlockBytes = Infinity,
): EventBlock[] => {
  const splitter = new EventBlockSplitter(maxBlockBytes);
  return chunks.flatMap((chunk) => splitter.push(chunk));
};

test.each([': keep-alive\n', ':\n', '\n', 'unknown: field\r'])(
  'what dispatches nothing and leaves nothing pending is relayed at once: %j',
  (text) => {
    expect(textOf(...toChunks(split([bytesOf(text)])))).toBe(text);
  },
);

test('a comment inside of an event waits for the rest of the event', () => {
  expect(split([bytesOf('data: a\n: comment\n')])).toEqual([]);
});

test.each([
  'id: 7\n',
  'id:7\n',
  'id: 7\r\n',
  'id: 7\r',
  'id: \t7\n',
  'id\n',
  'id:\n',
  'id: a\0b\n',
])('an ID is read alike whatever its form, whole in a chunk or torn: %j', (line) => {
  const stream = bytesOf(`${line}data: ${'x'.repeat(200)}\n\n`);
  for (const offset of [0, ...Array.from(line, (_, index) => index), line.length]) {
    const [block, ...others] = split(cut(stream, [offset]));
    expect(others).toEqual([]);
    const { lastEventId } = interpretEventStream(stream, 'none');
    expect(block?.hasId ? block.id : 'none').toBe(lastEventId);
  }
});

test('an event that ends in CR at the end of a chunk is not kept back', () => {
  const [block] = split([bytesOf('data: a\r\r')]);
  expect(block).toMatchObject({ dispatches: true });
});

test('a reconnection time of any number of digits is a number that timers and pages can take', () => {
  const [block] = split([bytesOf(`retry: ${'9'.repeat(400)}\n\n`)]);
  expect(block?.retry).toBe(Number.MAX_SAFE_INTEGER);
});

test('an incomplete last block has set the reconnection time, if a line of it did', () => {
  const end = (text: string): string => {
    const splitter = new EventBlockSplitter(Infinity);
    splitter.push(bytesOf(text));
    return textOf(...toChunks(splitter.end()));
  };
  expect(end('id: 1\nretry: 10\nretry: 20\nretry: x\ndata: lost\n')).toBe('retry: 20\n\n');
  expect(end('retry: 10\n\nretry: 20')).toBe('');
  expect(end('data: lost\n')).toBe('');
});

test('blocks that lie whole in a chunk are views on it, and go out as one', () => {
  const chunk = bytesOf('id: 1\ndata: a\n\n:\ndata: b\r\n\r\n');
  const blocks = split([chunk]);
  expect(blocks).toHaveLength(3);
  for (const { source } of blocks) expect(source).toBe(chunk);
  const [view, ...others] = toChunks(blocks);
  expect(others).toEqual([]);
  expect(view?.buffer).toBe(chunk.buffer);
});

test.each([
  'id: 1\ndata: a|b\nretry: 1\n\n',
  'da|ta: a\nid: 1\ndata: b\n\n',
  'data: a\n|id: 1\n\n',
])('a block that is torn over two chunks is copied once: %j', (text) => {
  const [block] = split(text.split('|').map(bytesOf));
  expect([block?.id, block?.dispatches]).toEqual(['1', true]);
  expect(block?.source.buffer.byteLength).toBe(text.length - 1);
});

test('only a block that is torn over chunks is copied', () => {
  const first = bytesOf('data: a\n\ndata: b');
  const second = bytesOf('\n\ndata: c\n\n');
  const [whole, torn, last] = split([first, second]);
  expect(whole?.source).toBe(first);
  expect([first, second]).not.toContain(torn?.source);
  expect(last?.source).toBe(second);
});

describe('maxBlockBytes', () => {
  const block = bytesOf('id: 1\ndata: abc\n\n');

  test('a torn block of just that size passes, however it is cut', () => {
    for (const offset of Array.from(block.keys()).slice(1)) {
      expect(split(cut(block, [offset]), block.length)).toHaveLength(1);
    }
  });

  test('a larger one is an error that names the bound', () => {
    for (const offset of Array.from(block.keys()).slice(1)) {
      const splitting = (): unknown => split(cut(block, [offset]), block.length - 1);
      expect(splitting).toThrow(EventBlockTooLargeError);
      expect(splitting).toThrow(/maxBlockBytes \(16 bytes\)/);
    }
    expect(new EventBlockTooLargeError(16)).toMatchObject({
      name: 'EventBlockTooLargeError',
      maxBlockBytes: 16,
    });
  });

  test('the bound is for each block, not for the stream', () => {
    const stream = joined(Array.from({ length: 20 }, () => block));
    expect(split(cut(stream, Array.from(stream.keys())), block.length)).toHaveLength(20);
  });

  test('an event that never ends is noticed before its end', () => {
    const splitter = new EventBlockSplitter(1000);
    const endless = (): unknown =>
      Array.from({ length: 11 }, () => splitter.push(bytesOf('x'.repeat(100))));
    expect(endless).toThrow(EventBlockTooLargeError);
  });
});
