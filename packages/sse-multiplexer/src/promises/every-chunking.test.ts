import { describe, expect, test } from '@jest/globals';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import fc from 'fast-check';
import { eventStreams } from '../../../../fixtures/streams/index.js';
import { Position } from '../memory/Position.js';
import { bytesOf, joined, textOf } from '../testing/bytes.js';
import { cut, cutsArbitrary } from '../testing/chunks.js';
import { eventStreamArbitrary } from '../testing/eventStreamArbitrary.js';
import { interpretEventStream } from '../testing/interpretEventStream.js';
import type { EventBlock } from '../wire/EventBlock.js';
import { EventBlockSplitter } from '../wire/EventBlockSplitter.js';
import { toChunks } from '../wire/toChunks.js';

type Bytes = Uint8Array<ArrayBuffer>;

const LF = 0x0a;
const CR = 0x0d;

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
  const blocks = chunks.flatMap((chunk) => splitter.push(chunk));
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
