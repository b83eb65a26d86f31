import { BlockFields } from './BlockFields.js';
import { catchUpBlock } from './catchUpBlock.js';
import { EventBlock } from './EventBlock.js';
import { EventBlockTooLargeError } from './EventBlockTooLargeError.js';
import { findLineEnd } from './findLineEnd.js';
import { GrowingBytes } from './GrowingBytes.js';

const LF = 0x0a;
const NO_WORDS = new Int32Array(0);
const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);

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
  #endedInCR = false;
  /** How many bytes of a leading BOM have been seen; `undefined` once the stream's start is over. */
  #bomBytes: number | undefined = 0;

  /** Of the current block. */
  #fields = new BlockFields();

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
    const words = wordsOf(chunk);
    let blockStart = this.#bomBytes === undefined ? 0 : this.#skipBOM(chunk);
    let lineStart = blockStart;
    // An empty chunk says nothing about what follows a CR.
    if (blockStart < chunk.length) {
      if (this.#endedInCR && chunk[0] === LF) lineStart++;
      this.#endedInCR = false;
    }
    if (torn.length > 0) {
      const end = this.#readTorn(chunk, words, blockStart, lineStart);
      if (end < 0) return blocks;
      const source = torn.take();
      blocks.push(this.#finish(source, 0, source.length));
      blockStart = lineStart = end;
    }
    while (lineStart < chunk.length) {
      if (chunk[lineStart] === LF) {
        blocks.push(this.#finish(chunk, blockStart, ++lineStart));
        blockStart = lineStart;
        continue;
      }
      const afterId = this.#fields.readId(chunk, blockStart, lineStart);
      if (afterId >= 0) {
        lineStart = afterId;
        continue;
      }
      const lineEnd = findLineEnd(chunk, words, lineStart);
      if (lineEnd < 0) break;
      const next = this.#afterLineEnd(chunk, lineEnd);
      if (
        !this.#fields.readData(chunk, lineStart) &&
        this.#fields.read(chunk, blockStart, lineStart, lineEnd)
      ) {
        blocks.push(this.#finish(chunk, blockStart, next));
        blockStart = next;
      }
      lineStart = next;
    }
    if (blockStart < chunk.length) {
      this.#tornLineStart = lineStart - blockStart;
      this.#tear(chunk.subarray(blockStart));
    }
    return blocks;
  }

  /**
   * To be called when the connection is over. Returns what an incomplete last block has achieved all
   * the same: its `retry` lines count at once, not with the block ("process the field").
   */
  end(): EventBlock[] {
    const { retry } = this.#fields;
    if (retry === undefined) return [];
    return new EventBlockSplitter(Infinity).push(catchUpBlock(undefined, retry));
  }

  /**
   * Reads on in the block that is torn over chunks.
   *
   * @param start - of what is new in the chunk; @param line - of the first line there.
   * @returns where the block ends in the chunk; -1 if it goes on after it.
   */
  #readTorn(
    chunk: Uint8Array<ArrayBuffer>,
    words: Int32Array,
    start: number,
    line: number,
  ): number {
    const torn = this.#torn;
    /** Where the block starts, as an offset in this chunk. */
    const origin = start - torn.length;
    let from = start;
    let next = line;
    // Negative while the line itself is torn.
    let lineStart = this.#tornLineStart < torn.length ? origin + this.#tornLineStart : line;
    for (let ends = false; !ends; lineStart = next) {
      const lineEnd = findLineEnd(chunk, words, next);
      if (lineEnd < 0) {
        this.#tornLineStart = lineStart - origin;
        this.#tear(chunk.subarray(from));
        return -1;
      }
      next = this.#afterLineEnd(chunk, lineEnd);
      if (lineStart >= start) {
        ends = this.#fields.read(chunk, origin, lineStart, lineEnd);
      } else if (!this.#fields.readData(torn.view, lineStart - origin)) {
        // A data line is told by its beginning; any other is put together first.
        this.#tear(chunk.subarray(from, next));
        from = next;
        ends = this.#fields.read(torn.view, 0, lineStart - origin, lineEnd - origin);
      }
    }
    this.#tear(chunk.subarray(from, next));
    return next;
  }

  #tear(piece: Uint8Array<ArrayBuffer>): void {
    if (this.#torn.length + piece.length > this.#maxBlockBytes) {
      throw new EventBlockTooLargeError(this.#maxBlockBytes);
    }
    this.#torn.append(piece);
  }

  #afterLineEnd(chunk: Uint8Array, lineEnd: number): number {
    if (chunk[lineEnd] === LF) return lineEnd + 1;
    if (lineEnd + 1 < chunk.length) return chunk[lineEnd + 1] === LF ? lineEnd + 2 : lineEnd + 1;
    // A CR at the chunk's end ends the line now; waiting for an LF would delay the event.
    this.#endedInCR = true;
    return lineEnd + 1;
  }

  #finish(source: Uint8Array<ArrayBuffer>, start: number, end: number): EventBlock {
    const block = new EventBlock(source, start, end, this.#fields);
    this.#fields = new BlockFields();
    return block;
  }

  /** "One leading U+FEFF character must be ignored": it is the stream's, no block's. */
  #skipBOM(chunk: Uint8Array<ArrayBuffer>): number {
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

/** The chunk's words, for {@link findLineEnd}: none where making them costs more than they save. */
function wordsOf(chunk: Uint8Array): Int32Array {
  return chunk.length < 128 || chunk.byteOffset & 3
    ? NO_WORDS
    : new Int32Array(chunk.buffer, chunk.byteOffset, chunk.length >> 2);
}
