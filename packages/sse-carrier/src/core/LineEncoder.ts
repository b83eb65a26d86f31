const LF = 0x0a;
const CR = 0x0d;

const encoder = new TextEncoder();
const DATA = encoder.encode('data: ');

/**
 * Puts the bytes of one stream into events of its carrier: cuts them at their line ends, LF, CR or CRLF,
 * and changes nothing else. The rest of a line that has not ended goes out at once, too.
 *
 * @internal
 */
export class LineEncoder {
  readonly #ended: Uint8Array;
  readonly #torn: Uint8Array;
  /** The chunk before ended in CR: an LF that comes first belongs to that line end. */
  #endedInCR = false;

  constructor(stream: number) {
    this.#ended = encoder.encode(`event: ${stream}\n`);
    this.#torn = encoder.encode(`event: ${stream}+\n`);
  }

  /** @returns one event; no bytes if the chunk says nothing. */
  encode(chunk: Uint8Array): Uint8Array {
    let from = this.#endedInCR && chunk[0] === LF ? 1 : 0;
    if (chunk.length > 0) this.#endedInCR = false;
    /** Start and end of each line. */
    const lines: number[] = [];
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte !== LF && byte !== CR) continue;
      lines.push(from, at);
      if (byte === CR && chunk[at + 1] === LF) at++;
      else if (byte === CR && at + 1 === chunk.length) this.#endedInCR = true;
      from = at + 1;
    }
    const isTorn = from < chunk.length;
    if (isTorn) lines.push(from, chunk.length);
    return lines.length > 0 ? this.#event(chunk, lines, isTorn) : new Uint8Array(0);
  }

  #event(chunk: Uint8Array, lines: readonly number[], isTorn: boolean): Uint8Array {
    const name = isTorn ? this.#torn : this.#ended;
    let length = name.length + 1;
    for (let i = 0; i < lines.length; i += 2)
      length += DATA.length + (lines[i + 1] as number) - (lines[i] as number) + 1;
    const event = new Uint8Array(length);
    event.set(name);
    let at = name.length;
    for (let i = 0; i < lines.length; i += 2) {
      event.set(DATA, at);
      const line = chunk.subarray(lines[i], lines[i + 1]);
      event.set(line, at + DATA.length);
      at += DATA.length + line.length;
      event[at++] = LF;
    }
    event[at] = LF;
    return event;
  }
}
