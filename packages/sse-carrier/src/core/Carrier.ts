import type { CarrierOpening, CarrierPost } from 'event-stream-carrier';
import { carrierEvent } from './carrierEvent.js';
import { OutgoingStream } from './OutgoingStream.js';
import type { OpenedStream, OpenStream } from './openStream.js';

/** Bytes after which a batch of turns is sent. */
const BATCH = 64 * 1024;

/** Bytes of heads, refusals and ends that may wait; a carrier that does not take them is ended. */
const MOST_MESSAGES = 4 * 1024 * 1024;

const COMMENT = new TextEncoder().encode(':\n\n');

/** @internal */
export interface CarrierEnvironment {
  readonly maxStreams: number;
  readonly window: number;
  /** Milliseconds; 0 for none. */
  readonly heartbeat: number;
  readonly open: OpenStream;
  /** Called once. */
  readonly onEnd: () => void;
}

/**
 * One carrier: its streams, and the one body that they go out on. Each stream has its turn; nothing is taken
 * from any of them while the body's reader does not ask for more.
 *
 * @internal
 */
export class Carrier {
  readonly body: ReadableStream<Uint8Array>;
  readonly #environment: CarrierEnvironment;
  readonly #streams = new Map<number, OutgoingStream>();
  #last = 0;
  #messages: Uint8Array[] = [];
  #messageBytes = 0;
  #wake: (() => void) | undefined;
  #isOver = false;
  #wasBusy = false;
  readonly #heart: ReturnType<typeof setInterval> | undefined;

  constructor(id: string, environment: CarrierEnvironment) {
    this.#environment = environment;
    this.#say(carrierEvent('carrier', { id, version: 1 }));
    this.body = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => this.#fill(controller),
        cancel: () => {
          // There is nothing to fill any more, nor to close.
          this.#wake = undefined;
          this.end();
        },
      },
      { highWaterMark: 0 },
    );
    const { heartbeat } = environment;
    if (heartbeat > 0) this.#heart = setInterval(() => this.#beat(), heartbeat / 2);
  }

  /** Does what was posted. `headers` are those of the POST. */
  obey(
    { open = [], close = [], confirm = [] }: CarrierPost,
    headers: Headers,
    context: unknown,
  ): void {
    for (const number of close) this.#stop(number);
    const isShared = this.#streams.size > 1;
    for (const number of confirm) this.#streams.get(number)?.confirm(isShared);
    for (const opening of open) void this.#open(opening, headers, context);
    this.#wake?.();
  }

  /** Ends the connection, and with it every stream. A second call does nothing. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#heart);
    for (const number of [...this.#streams.keys()]) this.#stop(number);
    this.#wake?.();
    this.#environment.onEnd();
  }

  async #open(opening: CarrierOpening, headers: Headers, context: unknown): Promise<void> {
    const { stream: number } = opening;
    const { maxStreams, window, open } = this.#environment;
    // A number is used once: what is said of it later could be taken for another stream's.
    if (number <= this.#last || this.#isOver) return;
    this.#last = number;
    if (this.#streams.size >= maxStreams) {
      this.#say(carrierEvent('decline', { stream: number, reason: 'too-many-streams' }));
      return;
    }
    const stream = new OutgoingStream(number, window, () => this.#wake?.());
    this.#streams.set(number, stream);
    const { signal } = stream;
    const opened = await open(opening, headers, signal, context);
    if (signal.aborted) return;
    if (opened.body) {
      this.#say(opened.event);
      await this.#relay(number, stream, opened.body);
    } else {
      this.#streams.delete(number);
      this.#say(opened.event);
    }
  }

  async #relay(
    number: number,
    stream: OutgoingStream,
    body: NonNullable<OpenedStream['body']>,
  ): Promise<void> {
    let reason: 'ended' | 'broken' = 'ended';
    try {
      for await (const chunk of body) {
        const sent = stream.offer(chunk);
        this.#wake?.();
        await sent;
        if (stream.signal.aborted) return;
      }
    } catch {
      reason = 'broken';
    }
    if (!this.#streams.delete(number)) return;
    // What is still read of it is discarded.
    stream.stop();
    this.#say(carrierEvent('end', { stream: number, reason }));
  }

  #stop(number: number): void {
    const stream = this.#streams.get(number);
    this.#streams.delete(number);
    stream?.stop();
  }

  #say(event: Uint8Array): void {
    if (this.#isOver) return;
    this.#messages.push(event);
    this.#messageBytes += event.length;
    if (this.#messageBytes > MOST_MESSAGES) this.end();
    else this.#wake?.();
  }

  #beat(): void {
    if (!this.#wasBusy && this.#messages.length === 0) this.#say(COMMENT);
    this.#wasBusy = false;
  }

  async #fill(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    for (;;) {
      if (this.#isOver) {
        controller.close();
        return;
      }
      const batch = this.#batch();
      if (batch.length > 0) {
        this.#wasBusy = true;
        controller.enqueue(joined(batch));
        return;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
  }

  /** A turn of each stream that has something to say. */
  #batch(): Uint8Array[] {
    const batch = this.#messages;
    this.#messages = [];
    this.#messageBytes = 0;
    let size = 0;
    for (const [number, stream] of [...this.#streams]) {
      if (!stream.isReady) continue;
      for (const event of stream.take()) {
        batch.push(event);
        size += event.length;
      }
      // To the end of the line.
      this.#streams.delete(number);
      this.#streams.set(number, stream);
      if (size >= BATCH) break;
    }
    return batch;
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
