const LF = 0x0a;
const CR = 0x0d;

/**
 * Index of the first LF or CR from that index on; -1 if there is none.
 *
 * @param words - the same bytes, four at a time, or none.
 *
 * @internal
 */
export function findLineEnd(bytes: Uint8Array, words: Int32Array, from: number): number {
  const last = words.length;
  for (let i = from; i < bytes.length; i++) {
    if ((i & 3) === 0) {
      // Passes over text: only a byte below 0x0e, or one that is not ASCII, sets its highest bit.
      let k = i >> 2;
      while (
        k + 3 < last &&
        ((((words[k] as number) - 0x0e0e0e0e) |
          ((words[k + 1] as number) - 0x0e0e0e0e) |
          ((words[k + 2] as number) - 0x0e0e0e0e) |
          ((words[k + 3] as number) - 0x0e0e0e0e)) &
          0x80808080) ===
          0
      ) {
        k += 4;
      }
      for (; k < last; k++) {
        const word = words[k] as number;
        if (((word - 0x0e0e0e0e) & ~word & 0x80808080) !== 0) break;
      }
      i = k << 2;
      if (i === bytes.length) break;
    }
    const byte = bytes[i];
    if (byte === LF || byte === CR) return i;
  }
  return -1;
}
