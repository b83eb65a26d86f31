import { LineEncoder } from './LineEncoder.js';

/** Most of a stream's bytes that go out before it is the next one's turn. */
const TURN = 16 * 1024;

/** A stream that floods beside others has this part of its window on the way. */
const FLOOD_SHARE = 1 / 4;

/** It rests so many times as long as the worker took to confirm, and no more than these milliseconds. */
const REST = 3;
const MOST_REST = 250;

/** Milliseconds after which a stream that filled its window counts as flooding no more. */
const FLOOD_MEMORY = 1000;

const encoder = new TextEncoder();

/**
 * The server's half of one carried stream: at most one chunk of it waits here, and nothing more is read
 * from its server until that is sent.
 *
 * @internal
 */
export class OutgoingStream {
  readonly #abort = new AbortController();
  readonly #lines: LineEncoder;
  readonly #mark: Uint8Array;
  readonly #window: number;
  #waiting: Uint8Array | undefined;
  #sent: (() => void) | undefined;
  readonly #onReady: () => void;
  /** Bytes since the last mark. */
  #unmarked = 0;
  /** When the marks were sent that are not confirmed. */
  readonly #marks: number[] = [];
  #floodsUntil = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param window - bytes that may be out unconfirmed; 0 for any number.
   * @param onReady - called when a rest is over.
   */
  constructor(number: number, window: number, onReady: () => void) {
    this.#lines = new LineEncoder(number);
    this.#mark = encoder.encode(`event: ${number}?\ndata: 1\n\n`);
    this.#window = window;
    this.#onReady = onReady;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Whether a part of it may be sent now. */
  get isReady(): boolean {
    return this.#waiting !== undefined && this.#marks.length < 2 && !this.#rest;
  }

  /** Resolves when the chunk is sent, or never will be. */
  offer(chunk: Uint8Array): Promise<void> {
    if (chunk.length === 0 || this.signal.aborted) return Promise.resolve();
    this.#waiting = chunk;
    return new Promise((resolve) => {
      this.#sent = resolve;
    });
  }

  /** Takes what is to be sent in one turn. */
  take(): Uint8Array[] {
    const chunk = this.#waiting;
    if (!chunk) return [];
    const events = [this.#lines.encode(chunk.subarray(0, TURN))];
    this.#unmarked += Math.min(chunk.length, TURN);
    const now = performance.now();
    const window = now < this.#floodsUntil ? this.#window * FLOOD_SHARE : this.#window;
    if (window > 0 && this.#unmarked >= window / 2) {
      events.push(this.#mark);
      this.#unmarked = 0;
      this.#marks.push(now);
    }
    this.#waiting = chunk.length > TURN ? chunk.subarray(TURN) : undefined;
    if (!this.#waiting) this.#sent?.();
    return events;
  }

  /**
   * The worker has used what was before the oldest mark. A stream that has filled its window leaves the worker to
   * the others for a while: behind it they would wait for every byte of it.
   *
   * @param isShared - whether there are others.
   */
  confirm(isShared: boolean): void {
    const wasFull = this.#marks.length === 2;
    const sent = this.#marks.shift();
    if (sent === undefined || !wasFull || !isShared) return;
    const now = performance.now();
    this.#floodsUntil = now + FLOOD_MEMORY;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(
      () => {
        this.#rest = undefined;
        this.#onReady();
      },
      Math.min(REST * (now - sent), MOST_REST),
    );
  }

  /** Nobody wants the stream any more. */
  stop(): void {
    this.#waiting = undefined;
    clearTimeout(this.#rest);
    this.#abort.abort();
    this.#sent?.();
  }
}
