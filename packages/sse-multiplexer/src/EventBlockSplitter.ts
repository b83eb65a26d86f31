import { catchUpBlock } from './catchUpBlock.js';
import { EventBlock, type Span } from './EventBlock.js';
import { EventBlockTooLargeError } from './EventBlockTooLargeError.js';
import { GrowingBytes } from './GrowingBytes.js';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const COLON = 0x3a;
const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);
/** The fields by their first character. */
const FIELDS: Record<number, string> = { 0x64: 'data', 0x65: 'event', 0x69: 'id', 0x72: 'retry' };

/**
 * Cuts the bytes of an event stream into whole event blocks (HTML, "interpreting an event stream").
 *
 * One splitter reads one connection. Blocks that lie whole in a chunk are views on it; only a block
 * that is torn over chunks is copied. What is left when the connection ends is an incomplete block,
 * which the specification discards, but for what `end` returns.
 *
 * Besides the empty line, an ignored line (a comment, say) ends a block where no field has come yet:
 * nothing is pending there, so that a lone comment is relayed at once instead of waiting for an event.
 *
 * @public
 */
export class EventBlockSplitter {
  readonly #maxBlockBytes: number;
  readonly #torn = new GrowingBytes();
  /** Where the unfinished line of the torn block starts. */
  #tornLineStart = 0;
  /** The chunk before ended in CR: an LF that comes first belongs to that line end. */
  #afterCR = false;
  /** How many bytes of a leading BOM have been seen; `undefined` once the stream's start is over. */
  #bomBytes: number | undefined = 0;

  // What the fields of the current block said so far.
  #hasFields = false;
  #dispatches = false;
  #retry: number | undefined;
  #id: Span | undefined;
  #type: Span | undefined;

  /** @param maxBlockBytes - Largest size in bytes of a block that is torn over chunks. */
  constructor(maxBlockBytes: number) {
    this.#maxBlockBytes = maxBlockBytes;
  }

  /**
   * Takes the next chunk and returns the blocks that it completes, in order.
   *
   * @throws {@link EventBlockTooLargeError}
   */
  push(chunk: Uint8Array<ArrayBuffer>): EventBlock[] {
    const blocks: EventBlock[] = [];
    const torn = this.#torn;
    let blockStart = this.#bomBytes === undefined ? 0 : this.#skipBOM(chunk);
    let lineStart = blockStart;
    // An empty chunk says nothing about what follows a CR.
    if (blockStart < chunk.length) {
      if (this.#afterCR && chunk[0] === LF) lineStart++;
      this.#afterCR = false;
    }
    if (torn.length > 0 && lineStart > blockStart) this.#tornLineStart++;

    let lineEnd;
    while ((lineEnd = findLineEnd(chunk, lineStart)) >= 0) {
      const next = this.#afterLineEnd(chunk, lineEnd);
      if (torn.length > 0) {
        this.#tear(chunk.subarray(blockStart, next));
        blockStart = next;
        const tornLineEnd = torn.length - (next - lineEnd);
        const ends = this.#readLine(torn.view, 0, this.#tornLineStart, tornLineEnd);
        this.#tornLineStart = torn.length;
        if (ends) {
          const source = torn.take();
          blocks.push(this.#finish(source, 0, source.length));
        }
      } else if (this.#readLine(chunk, blockStart, lineStart, lineEnd)) {
        blocks.push(this.#finish(chunk, blockStart, next));
        blockStart = next;
      }
      lineStart = next;
    }
    if (blockStart < chunk.length) {
      if (torn.length === 0) this.#tornLineStart = lineStart - blockStart;
      this.#tear(chunk.subarray(blockStart));
    }
    return blocks;
  }

  /**
   * To be called when the connection is over. Returns what an incomplete last block has achieved all
   * the same: its `retry` lines count at once, not with the block ("process the field").
   */
  end(): EventBlock[] {
    if (this.#retry === undefined) return [];
    return new EventBlockSplitter(Infinity).push(catchUpBlock(undefined, this.#retry));
  }

  #tear(piece: Uint8Array): void {
    if (this.#torn.length + piece.length > this.#maxBlockBytes) {
      throw new EventBlockTooLargeError(this.#maxBlockBytes);
    }
    this.#torn.append(piece);
  }

  #afterLineEnd(chunk: Uint8Array, lineEnd: number): number {
    if (chunk[lineEnd] === LF) return lineEnd + 1;
    if (lineEnd + 1 < chunk.length) return chunk[lineEnd + 1] === LF ? lineEnd + 2 : lineEnd + 1;
    // A CR at the chunk's end ends the line now; waiting for an LF would delay the event.
    this.#afterCR = true;
    return lineEnd + 1;
  }

  /** Notes what a line says ("process the field"); returns whether it ends the block. */
  #readLine(source: Uint8Array, blockStart: number, from: number, to: number): boolean {
    const name = from < to ? FIELDS[source[from] ?? 0] : '';
    const value = name ? fieldValue(source, from, to, name) : -1;
    // An empty line, a comment or a field that is none of HTML's.
    if (value < 0) return from === to || !this.#hasFields;
    this.#hasFields = true;
    if (name === 'data') this.#dispatches = true;
    else if (name === 'event') this.#type = [value - blockStart, to - blockStart];
    else if (name === 'retry') this.#retry = digits(source, value, to) ?? this.#retry;
    // "If the field value does not contain U+0000 NULL", otherwise ignored.
    else if (!source.subarray(value, to).includes(0)) {
      this.#id = [value - blockStart, to - blockStart];
    }
    return false;
  }

  #finish(source: Uint8Array<ArrayBuffer>, start: number, end: number): EventBlock {
    const block = new EventBlock(
      source,
      start,
      end,
      this.#dispatches,
      this.#retry,
      this.#id,
      this.#type,
    );
    this.#hasFields = this.#dispatches = false;
    this.#retry = this.#id = this.#type = undefined;
    return block;
  }

  /** "One leading U+FEFF character must be ignored": it is the stream's, no block's. */
  #skipBOM(chunk: Uint8Array): number {
    let seen = this.#bomBytes ?? 0;
    let skipped = 0;
    while (seen < BOM.length && skipped < chunk.length && chunk[skipped] === BOM[seen]) {
      seen++;
      skipped++;
    }
    if (seen < BOM.length && skipped === chunk.length) {
      this.#bomBytes = seen;
      return skipped;
    }
    this.#bomBytes = undefined;
    if (seen === BOM.length) {
      // An empty line in its place: a second BOM must not be the first thing that a page reads.
      this.#tear(Uint8Array.of(LF));
      this.#tornLineStart = 1;
      return skipped;
    }
    // No BOM after all: what an earlier chunk had of one was the start of the first line.
    if (seen > skipped) this.#tear(BOM.subarray(0, seen - skipped));
    return 0;
  }
}

function findLineEnd(bytes: Uint8Array, from: number): number {
  for (let i = from; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === LF || byte === CR) return i;
  }
  return -1;
}

/** Where the value of the line's field starts; -1 if it is not a field of that name. */
function fieldValue(bytes: Uint8Array, from: number, to: number, name: string): number {
  let at = from;
  for (let i = 0; i < name.length; i++) {
    if (at === to || bytes[at++] !== name.charCodeAt(i)) return -1;
  }
  if (at === to) return to;
  if (bytes[at++] !== COLON) return -1;
  return at < to && bytes[at] === SPACE ? at + 1 : at;
}

/** "If the field value consists of only ASCII digits", otherwise ignored. */
function digits(bytes: Uint8Array, from: number, to: number): number | undefined {
  if (from === to) return undefined;
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = (bytes[i] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return Math.min(value, Number.MAX_SAFE_INTEGER);
}
