const LF = 0x0a;

/**
 * Puts lines together again.
 *
 * @param isEnded - whether the last one has ended, too.
 *
 * @internal
 */
export function linesOf(lines: readonly Uint8Array[], isEnded: boolean): Uint8Array<ArrayBuffer> {
  const length = lines.reduce((sum, line) => sum + line.length + 1, isEnded ? 0 : -1);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const line of lines) {
    bytes.set(line, at);
    at += line.length;
    if (at < length) bytes[at++] = LF;
  }
  return bytes;
}
