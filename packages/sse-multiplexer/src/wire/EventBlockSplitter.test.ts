import { describe, expect, test } from '@jest/globals';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import fc from 'fast-check';
import { eventStreams } from '../../../../fixtures/streams/index.js';
import type { EventBlock } from './EventBlock.js';
import { EventBlockSplitter } from './EventBlockSplitter.js';
import { EventBlockTooLargeError } from './EventBlockTooLargeError.js';
import { Position } from '../memory/Position.js';
import { bytesOf, joined, textOf } from '../testing/bytes.js';
import { cut, cutsArbitrary } from '../testing/chunks.js';
import { eventStreamArbitrary } from '../testing/eventStreamArbitrary.js';
import { interpretEventStream } from '../testing/interpretEventStream.js';
import { toChunks } from './toChunks.js';

type Bytes = Uint8Array<ArrayBuffer>;

const LF = 0x0a;
const CR = 0x0d;

const split = (
  chunks: readonly Bytes[],
  maxBlockBytes = Infinity,
  splitter = new EventBlockSplitter(maxBlockBytes),
) => chunks.flatMap((chunk) => splitter.push(chunk));

const parse = (bytes: Bytes): EventSourceMessage[] => {
  const events: EventSourceMessage[] = [];
  createParser({ onEvent: (event) => events.push(event) }).feed(new TextDecoder().decode(bytes));
  return events;
};

/** An empty line stands for a BOM. */
const withoutBOM = (stream: Bytes): Bytes =>
  textOf(stream).startsWith('\uFEFF') ? joined([bytesOf('\n'), stream.subarray(3)]) : stream;

/** What a page sees of blocks on a stream that began with a catch-up block, as a joiner's does. */
const seen = (blocks: readonly EventBlock[], lastEventId = '') =>
  interpretEventStream(joined([bytesOf(':\n'), ...toChunks(blocks)]), lastEventId);

/** The same bytes, but not at the start of their buffer. */
function shifted(chunk: Bytes, byteOffset: number): Bytes {
  const bytes = new Uint8Array(byteOffset + chunk.length).subarray(byteOffset);
  bytes.set(chunk);
  return bytes;
}

/** Everything that holds of a stream however it is cut into chunks. */
function expectFaithful(stream: Bytes, chunks: readonly Bytes[]): void {
  const splitter = new EventBlockSplitter(Infinity);
  const blocks = split(chunks, Infinity, splitter);
  const relayed = joined(toChunks(blocks));
  const meant = interpretEventStream(stream);

  // The upstream's bytes as far as they are whole blocks. An LF that comes in the chunk after its CR
  // belongs to the next block: it need not be there at the end.
  const upstream = withoutBOM(stream);
  const whole = meant.borders.at(-1) ?? 0;
  const replaced = stream.length - upstream.length;
  const end = replaced > 0 && whole <= 3 ? 0 : whole - replaced;
  const endsInCRLF = upstream[end - 2] === CR && upstream[end - 1] === LF;
  expect(endsInCRLF ? [end - 1, end] : [end]).toContain(relayed.length);
  expect(Buffer.compare(relayed, upstream.subarray(0, relayed.length))).toBe(0);

  // A page sees the same, whoever it asks to parse. The parser waits after a lone CR: it is given one
  // more line end, or the beginning of a comment.
  const { events, lastEventId } = meant;
  const all = interpretEventStream(relayed);
  expect(all).toMatchObject({ events, lastEventId });
  expect(parse(joined([relayed, bytesOf('\n')]))).toEqual(
    parse(joined([stream, bytesOf(': cut')])),
  );

  // Every block border is a place to join at, and what is noted of each block is what it says.
  const position = new Position();
  let sent = 0;
  const noted: unknown[] = [];
  const said: unknown[] = [];
  blocks.forEach((block, index) => {
    const alone = seen([block], 'none');
    noted.push(
      events.slice(sent),
      block.dispatches && block.type,
      block.hasId ? block.id : 'none',
      block.retry,
    );
    said.push(
      seen(blocks.slice(index), position.lastEventId).events,
      alone.events[0]?.type ?? false,
      alone.lastEventId,
      alone.reconnectionTime,
    );
    position.advance(block);
    if (block.dispatches) sent++;
  });
  expect(noted).toEqual(said);
  const { isAtId, ...counted } = position;
  expect({ ...counted, lastEventId: position.lastEventId, sent }).toEqual({
    sequence: blocks.length,
    reconnectionTime: all.reconnectionTime,
    lastEventId,
    sent: events.length,
  });
  const newest = blocks.filter(({ hasId, dispatches }) => hasId || dispatches).at(-1);
  expect(isAtId).toBe(newest?.hasId ?? false);

  // What an incomplete last block leaves behind is its reconnection time, and nothing else.
  const whenOver = interpretEventStream(joined([relayed, ...toChunks(splitter.end())]));
  const { reconnectionTime } = meant;
  expect(whenOver).toMatchObject({ events, lastEventId, reconnectionTime });
}

describe('whatever the chunks, a page gets what the server sent', () => {
  const small = eventStreams.filter(({ chunks }) => joined(chunks).length <= 256);

  test.each(small.map(({ name, chunks }) => [name, chunks] as const))('%s', (_name, chunks) => {
    const stream = joined(chunks);
    expectFaithful(
      stream,
      chunks.map((chunk) => chunk.slice()),
    );
    expectFaithful(stream, cut(stream, Array.from(stream.keys())));
    for (const offset of stream.keys()) expectFaithful(stream, cut(stream, [offset]));
  });

  test('random streams in random chunks', () => {
    const streamInChunks = eventStreamArbitrary.chain((stream) =>
      fc.tuple(fc.constant(stream), cutsArbitrary(stream.length)),
    );
    fc.assert(
      fc.property(streamInChunks, ([stream, offsets]) => {
        expectFaithful(stream, cut(stream, offsets));
      }),
      { numRuns: 500 },
    );
  });

  test('random streams in random chunks of such a size that they are read by words', () => {
    const longStream = fc
      .tuple(eventStreamArbitrary, fc.integer({ min: 100, max: 400 }), eventStreamArbitrary)
      .map(([before, length, after]) =>
        joined([before, bytesOf(`\n\ndata: \u20ac${'x'.repeat(length)}\tx\n\n`), after]),
      );
    const streamInChunks = longStream.chain((stream) =>
      fc.tuple(fc.constant(stream), fc.array(fc.nat({ max: stream.length }), { maxLength: 3 })),
    );
    fc.assert(
      fc.property(streamInChunks, fc.nat({ max: 3 }), ([stream, offsets], byteOffset) => {
        const chunks = cut(stream, offsets).map((chunk) => shifted(chunk, byteOffset));
        expectFaithful(stream, chunks);
      }),
      { numRuns: 150 },
    );
  });

  test.each(['data\r\n\r\n\r\n', '\uFEFFdata\r\n\r\n', ':\r\n:\n\rid\r\r'])(
    'every way at all to cut a short stream: %j',
    (text) => {
      const stream = bytesOf(text);
      for (let cuts = 0; cuts < 2 ** (stream.length - 1); cuts++) {
        const offsets = Array.from(stream.keys()).filter((offset) => cuts & (1 << (offset - 1)));
        expectFaithful(stream, cut(stream, offsets));
      }
    },
  );
});

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
