import fc from 'fast-check';

/** Cuts bytes at the offsets given. */
export function cut(
  bytes: Uint8Array<ArrayBuffer>,
  offsets: readonly number[],
): Uint8Array<ArrayBuffer>[] {
  const borders = [0, ...[...offsets].sort((a, b) => a - b), bytes.length];
  // Copies, as a network's chunks are no views on one another.
  return borders.slice(1).map((to, index) => bytes.slice(borders[index], to));
}

/** Offsets anywhere in so many bytes; the same one twice makes an empty chunk. */
export function cutsArbitrary(length: number): fc.Arbitrary<number[]> {
  return fc.array(fc.nat({ max: length }), { maxLength: Math.min(length, 24) });
}
