import { expect, test } from '@jest/globals';
import { digest } from './digest.js';

/** Test vectors of FNV-1a with 128 bits, by its authors. */
test.each([
  ['', 0x6c62272e07bb014262b821756295c58dn],
  ['a', 0xd228cb696f1a8caf78912b704e4a8964n],
  ['foobar', 0x343e1662793c64bf6f0d3597ba446f18n],
])('of %j', (value, expected) => {
  expect(digest(value)).toBe(expected.toString(36));
});

test('of each byte that a header may hold there is another', () => {
  const all = Array.from({ length: 256 }, (_, byte) => digest(`x${String.fromCharCode(byte)}`));
  expect(new Set(all).size).toBe(256);
});
