import { createHash } from 'node:crypto';
import { EventBlockSplitter, EventBlockTooLargeError } from 'sse-multiplexer/wire';
import type { EventBlock } from 'sse-multiplexer/wire';
import { FormatChecker } from './FormatChecker.js';
import type { FormatFault } from './FormatFault.js';
import type { SeenEvent } from './SeenEvent.js';

/** Largest block that is read; one that is larger ends the listening. */
const READ_AT_MOST = 64 * 1024 * 1024;
/** Events that are kept; what comes after them is only counted. */
const KEPT = 5000;
/** Milliseconds that part of an event must lie there for something to have torn it. */
const TORN = 200;

/** What came over one connection, and when. */
export class Recording {
  readonly events: SeenEvent[] = [];
  /** When each run of bytes came, on the clock of `performance.now()`. */
  readonly arrivals: number[] = [];
  count = 0;
  bytes = 0;
  comments = 0;
  /** Milliseconds, the newest valid one. */
  retry: number | undefined;
  /** How often part of an event lay there, waiting for the rest. */
  torn = 0;
  #pending = 0;
  #pendingText = '';
  #isOver = false;
  readonly #splitter = new EventBlockSplitter(READ_AT_MOST);
  readonly #checker: FormatChecker;

  constructor(maxEventBytes: number) {
    this.#checker = new FormatChecker(maxEventBytes);
  }

  get formatFaults(): readonly FormatFault[] {
    return this.#checker.faults;
  }

  /** Bytes after the last whole event block. */
  get pending(): number {
    return this.#pending;
  }

  /** What stands there, at most 4096 bytes of it. */
  get pendingText(): string {
    return this.#pendingText;
  }

  /** Takes the next chunk; returns whether more can be read. */
  push(chunk: Uint8Array, at: number): boolean {
    if (this.#isOver) return false;
    this.bytes += chunk.length;
    const last = this.arrivals.at(-1);
    if (last !== undefined && this.#pending > 0 && at - last >= TORN) this.torn++;
    if (last === undefined || at - last > 1) this.arrivals.push(at);
    const bytes = new Uint8Array(chunk);
    try {
      // The splitter has an empty line in the place of a BOM's three bytes.
      let whole = this.bytes === bytes.length && startsWithBom(bytes) ? 2 : 0;
      for (const block of this.#splitter.push(bytes)) {
        whole += block.end - block.start;
        this.#take(block, at);
      }
      this.#keepPending(bytes, whole);
      return true;
    } catch (error) {
      if (!(error instanceof EventBlockTooLargeError)) throw error;
      this.#checker.note('event-large', `more than ${READ_AT_MOST} bytes`);
      this.#isOver = true;
      return false;
    }
  }

  /** To be called when the connection is over, or nobody listens any more. */
  finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    // Lines of several events, and never the empty line that would dispatch one.
    const lines = this.#pendingText.split(/\r\n|\r|\n/).slice(0, -1);
    const data = lines.filter((line) => line.startsWith('data:'));
    if (this.count === 0 && data.length > 1) {
      this.#checker.note('blank-line-missing', `${data.length} lines of data, none dispatched`);
    }
  }

  #take(block: EventBlock, at: number): void {
    this.#checker.check(block);
    if (block.retry !== undefined) this.retry = block.retry;
    const bytes = block.source.subarray(block.start, block.end);
    if (bytes[0] === 0x3a) this.comments++;
    if (!block.dispatches) return;
    this.count++;
    if (this.events.length >= KEPT) return;
    this.events.push({
      at,
      type: block.type,
      id: block.id,
      fingerprint: createHash('sha1').update(bytes).digest('base64'),
      bytes: bytes.length,
      text: beginningOfData(bytes),
    });
  }

  #keepPending(chunk: Uint8Array, whole: number): void {
    if (whole > 0) {
      // Whatever was pending before is part of the blocks.
      this.#pending = this.#pending + chunk.length - whole;
      this.#pendingText = text(chunk.subarray(chunk.length - Math.max(0, this.#pending)));
      return;
    }
    this.#pending += chunk.length;
    if (this.#pendingText.length < 4096) this.#pendingText += text(chunk);
  }
}

/** Bytes of a block in which the beginning of its data is looked for. */
const BEGINNING = 512;

const beginningOfData = (bytes: Uint8Array): string =>
  Buffer.from(bytes.subarray(0, BEGINNING))
    .toString('utf8')
    .split(/\r\n|\r|\n/)
    .flatMap((line) => /^data: ?(.*)$/.exec(line)?.[1] ?? [])
    .join('\n');

const startsWithBom = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

const text = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
