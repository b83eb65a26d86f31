import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CarrierDecoder } from '../../../event-stream-carrier/src/CarrierDecoder.js';
import { LineEncoder } from './LineEncoder.js';

/** What comes out at the worker's end, of chunks that go in at the server's. */
const carried = (chunks: readonly Uint8Array[], pieces = 1): Buffer => {
  const encoder = new LineEncoder(3);
  const bytes = Buffer.concat(chunks.map((chunk) => encoder.encode(chunk)));
  const decoder = new CarrierDecoder();
  const size = Math.max(1, Math.ceil(bytes.length / pieces));
  const events = Array.from({ length: pieces }, (_, index) =>
    decoder.push(bytes.subarray(index * size, (index + 1) * size)),
  ).flat();
  return Buffer.concat(events.map(({ data }) => data));
};

const normalised = (chunks: readonly Uint8Array[]): string =>
  Buffer.concat(chunks).toString('latin1').replace(/\r\n?/g, '\n');

test('bytes come out as they went in, but for the form of line ends, however they are cut', () => {
  const byte = fc.oneof(
    fc.constantFrom(0x0a, 0x0d, 0x00, 0x20, 0x3a, 0xef, 0xbb, 0xbf, 0x64),
    fc.integer({ min: 0, max: 255 }),
  );
  const chunk = fc.array(byte, { maxLength: 30 }).map((bytes) => Uint8Array.from(bytes));
  fc.assert(
    fc.property(
      fc.array(chunk, { maxLength: 12 }),
      fc.integer({ min: 1, max: 40 }),
      (chunks, pieces) => {
        expect(carried(chunks, pieces).toString('latin1')).toBe(normalised(chunks));
      },
    ),
    { numRuns: 2000 },
  );
});

test('a whole event is one event of the carrier, in plain sight', () => {
  const event = new LineEncoder(7).encode(Buffer.from('id: 1\r\ndata: a\r\n\r\n'));
  expect(Buffer.from(event).toString()).toBe('event: 7\ndata: id: 1\ndata: data: a\ndata: \n\n');
});

test('what follows the last line end goes out at once, and is continued', () => {
  const encoder = new LineEncoder(7);
  const events = ['data: to', 'rn\n\n'].map((text) =>
    Buffer.from(encoder.encode(Buffer.from(text))).toString(),
  );
  expect(events).toEqual(['event: 7+\ndata: data: to\n\n', 'event: 7\ndata: rn\ndata: \n\n']);
});

test('an LF that belongs to the CR before it says nothing', () => {
  const encoder = new LineEncoder(7);
  encoder.encode(Buffer.from('data: a\r'));
  expect(encoder.encode(Buffer.from('\n'))).toHaveLength(0);
});
