/**
 * Puts pieces together.
 *
 * @param end - stands after each piece; nothing does if it is `undefined`.
 *
 * @internal
 */
export function joinBytes(pieces: readonly Uint8Array[], end?: number): Uint8Array<ArrayBuffer> {
  const extra = end === undefined ? 0 : 1;
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length + extra, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
    if (end !== undefined) bytes[at++] = end;
  }
  return bytes;
}
