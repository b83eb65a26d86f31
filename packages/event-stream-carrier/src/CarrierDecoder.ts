import { joinBytes } from './joinBytes.js';

const LF = 0x0a;
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
  /** The values of its `data` lines, each with its LF; without the last one's, if the type ends in `+`. */
  readonly data: Uint8Array<ArrayBuffer>;
}

const decoder = new TextDecoder();

/**
 * Reads a carrier's bytes. Knows what a carrier writes and no more of event streams: each field has one
 * space after its colon, and every line ends in LF.
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
      this.#read(line, events);
    }
  }

  #read(line: Uint8Array, events: CarrierEvent[]): void {
    const [first] = line;
    if (first === 0x64) this.#lines.push(line.subarray(DATA));
    else if (first === 0x65) this.#type = decoder.decode(line.subarray(DATA + 1));
    else if (line.length === 0) {
      if (this.#lines.length > 0) {
        const data = joinBytes(this.#lines, LF);
        const type = this.#type;
        events.push({ type, data: type.endsWith('+') ? data.subarray(0, -1) : data });
      }
      this.#type = '';
      this.#lines = [];
      this.#size = 0;
    }
  }
}
