import { LineEncoder } from './LineEncoder.js';

/** Most of a stream's bytes that go out before it is the next one's turn. */
const TURN = 16 * 1024;

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
  /** Bytes since the last mark. */
  #unmarked = 0;
  #unconfirmedMarks = 0;

  /** @param window - bytes that may be out unconfirmed; 0 for any number. */
  constructor(number: number, window: number) {
    this.#lines = new LineEncoder(number);
    this.#mark = encoder.encode(`event: ${number}?\ndata: 1\n\n`);
    this.#window = window;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Whether a part of it may be sent now. */
  get isReady(): boolean {
    return this.#waiting !== undefined && this.#unconfirmedMarks < 2;
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
    if (this.#window > 0 && this.#unmarked >= this.#window / 2) {
      events.push(this.#mark);
      this.#unmarked = 0;
      this.#unconfirmedMarks++;
    }
    this.#waiting = chunk.length > TURN ? chunk.subarray(TURN) : undefined;
    if (!this.#waiting) this.#sent?.();
    return events;
  }

  /** The worker has used what was before the oldest mark. */
  confirm(): void {
    if (this.#unconfirmedMarks > 0) this.#unconfirmedMarks--;
  }

  /** Nobody wants the stream any more. */
  stop(): void {
    this.#waiting = undefined;
    this.#abort.abort();
    this.#sent?.();
  }
}
