const LF = 0x0a;
const CR = 0x0d;
/** Length of `data: `. */
const DATA = 6;

/** Bytes that an event may have before it is whole. */
const MOST = 64 * 1024 * 1024;

/**
 * One event of a carrier.
 *
 * @internal
 */
export interface CarrierEvent {
  readonly type: string;
  /** The values of its `data` lines. */
  readonly lines: readonly Uint8Array[];
}

const decoder = new TextDecoder();

/**
 * Reads a carrier's bytes. Knows what a carrier writes and no more of event streams: each field has one
 * space after its colon, and no line ends in a lone CR.
 *
 * @internal
 */
export class CarrierDecoder {
  /** Of the line that is not ended. */
  #torn: Uint8Array[] = [];
  #type = '';
  #lines: Uint8Array[] = [];
  #size = 0;

  /** @throws RangeError if an event does not end. */
  push(chunk: Uint8Array): CarrierEvent[] {
    const events: CarrierEvent[] = [];
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(LF, from);
      const piece = chunk.subarray(from, end < 0 ? undefined : end);
      this.#size += piece.length;
      if (this.#size > MOST) throw new RangeError('An event of the carrier does not end.');
      if (end < 0) {
        if (piece.length > 0) this.#torn.push(piece);
        return events;
      }
      from = end + 1;
      const line = this.#torn.length > 0 ? joinBytes([...this.#torn, piece]) : piece;
      this.#torn = [];
      this.#read(line.at(-1) === CR ? line.subarray(0, -1) : line, events);
    }
  }

  #read(line: Uint8Array, events: CarrierEvent[]): void {
    const [first] = line;
    if (first === 0x64) this.#lines.push(line.subarray(DATA));
    else if (first === 0x65) this.#type = decoder.decode(line.subarray(DATA + 1));
    else if (line.length === 0) {
      if (this.#lines.length > 0) events.push({ type: this.#type, lines: this.#lines });
      this.#type = '';
      this.#lines = [];
      this.#size = 0;
    }
  }
}

function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
