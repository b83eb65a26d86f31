import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findLineEnd } from './findLineEnd.js';
import { bytesOf } from '../testing/bytes.js';

const wordsOf = (bytes: Uint8Array): Int32Array =>
  new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);

const isLineEnd = (byte: number): boolean => byte === 0x0a || byte === 0x0d;

test.each(['\n', '\r'])('finds a line end at every place, from every place: %j', (lineEnd) => {
  for (let length = 1; length <= 40; length++) {
    for (let at = 0; at < length; at++) {
      const bytes = bytesOf(`${'x'.repeat(at)}${lineEnd}${'y'.repeat(length - at - 1)}`);
      for (let from = 0; from <= length; from++) {
        const expected = from <= at ? at : -1;
        const found = findLineEnd(bytes, wordsOf(bytes), from);
        // Comparing first keeps the test short: expect is slow.
        if (found !== expected) expect({ length, at, from, found }).toBe(expected);
      }
    }
  }
});

test('is not taken in by any other byte, whatever it stands beside', () => {
  const byte = fc.oneof(
    fc.integer({ min: 0, max: 255 }),
    fc.constantFrom(0, 9, 0x0a, 0x0b, 0x0d, 0x0e, 0x7f, 0x80, 0x8a, 0x8d, 0x8e, 0xff),
  );
  const stream = fc.array(byte, { minLength: 0, maxLength: 80 });
  fc.assert(
    fc.property(stream, fc.nat({ max: 80 }), (content, from) => {
      const bytes = Uint8Array.from(content);
      const expected = content.findIndex((value, index) => index >= from && isLineEnd(value));
      expect(findLineEnd(bytes, wordsOf(bytes), from)).toBe(expected);
      expect(findLineEnd(bytes, new Int32Array(0), from)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});
