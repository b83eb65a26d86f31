import type { HiddenPages } from './HiddenPages.js';
import { joinChunks } from '../wire/joinChunks.js';

const LF = 0x0a;
/** The first byte of one. */
const BOM = 0xef;
/** Bytes that may wait for a page before it has no room. */
const ROOM = 256 * 1024;

/**
 * What a page's connection is made with.
 *
 * @internal
 */
export interface SubscriberOptions {
  /** What the connection is known by, see {@link PagePositions}. */
  readonly name: string;
  readonly clientId: string;
  /** What may wait for the page, in bytes, before it is overdue. */
  readonly maxQueueBytes: number;
  /** See {@link Visit.seesBreaks}. */
  readonly seesBreaks?: boolean | undefined;
  /** Says when what is offered is held back. Default: never. */
  readonly hiddenPages?: Pick<HiddenPages, 'has' | 'holds'> | undefined;
  /** Called once, when the page leaves; never after `close`. */
  readonly onLeave: (subscriber: Subscriber) => void;
  /** Called when the page has taken enough that more may come. */
  readonly onDrain: () => void;
  /**
   * Asks the page to acknowledge what it has got, where the browser takes everything at once. What a page
   * that answers has not acknowledged is taken to wait for it.
   */
  readonly ask?: (() => void) | undefined;
}

/**
 * The connection of one page: a byte stream that is its response's body, with a bounded queue. What is
 * held back for a page that nobody looks at is part of the queue.
 *
 * Always a default stream: a `type: 'bytes'` stream detaches the chunk that its siblings still need.
 *
 * @internal
 */
export class Subscriber {
  readonly name: string;
  readonly clientId: string;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly #maxQueueBytes: number;
  readonly #highWaterMark: number;
  /** See {@link Visit.seesBreaks}. */
  readonly seesBreaks: boolean;
  /** When it was made, in milliseconds of the monotonic clock. */
  readonly since = performance.now();
  readonly #hiddenPages: SubscriberOptions['hiddenPages'];
  #hasBegun = false;
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  #onLeave: (() => void) | undefined;
  #onDrain: (() => void) | undefined;
  #isBroken = false;
  readonly #ask: (() => void) | undefined;
  #held: Uint8Array<ArrayBuffer>[] = [];
  #heldBytes = 0;
  // Bytes since the beginning: what was offered, what of it when the page was asked last, and what it
  // is known to have got, if it has ever answered.
  #offered = 0;
  #offeredWhenAsked = 0;
  #acknowledged: number | undefined;

  constructor(options: SubscriberOptions) {
    const { name, clientId, maxQueueBytes, seesBreaks = false, hiddenPages } = options;
    const { onLeave, onDrain, ask } = options;
    this.name = name;
    this.clientId = clientId;
    this.#maxQueueBytes = maxQueueBytes;
    this.#highWaterMark = Math.min(maxQueueBytes, ROOM);
    this.seesBreaks = seesBreaks;
    this.#hiddenPages = hiddenPages;
    this.#onLeave = () => {
      onLeave(this);
    };
    this.#onDrain = onDrain;
    this.#ask = ask;
    ask?.();
    this.body = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: (controller) => {
          this.#onDrain?.();
          this.#break(controller);
        },
        cancel: () => {
          this.#end();
        },
      },
      { highWaterMark: this.#highWaterMark, size: ({ byteLength }) => byteLength },
    );
  }

  /** Whether the connection has ended, by either side. */
  get isOver(): boolean {
    return !this.#controller;
  }

  /** Whether the page takes more at once. Firefox and WebKit always say so; their pages may answer. */
  get hasRoom(): boolean {
    return (
      (this.#controller?.desiredSize ?? 0) > this.#heldBytes &&
      this.#unacknowledged <= this.#maxQueueBytes / 2
    );
  }

  /** Whether more waits for the page than `maxQueueBytes`. */
  get isOverdue(): boolean {
    return this.queuedBytes > this.#maxQueueBytes;
  }

  /** Whether so much waits for the page, half of `maxQueueBytes`, that it may soon be overdue. */
  get isLate(): boolean {
    return this.queuedBytes > Math.max(ROOM, this.#maxQueueBytes / 2);
  }

  /** Bytes that wait for the page. */
  get queuedBytes(): number {
    if (!this.#controller) return 0;
    const queued = this.#highWaterMark - (this.#controller.desiredSize ?? 0);
    return this.#heldBytes + Math.max(queued, this.#unacknowledged);
  }

  /** Whether nobody looks at the page, as far as that is known. */
  get isHidden(): boolean {
    return this.#hiddenPages?.has(this.clientId) ?? false;
  }

  /** The page has answered: it has got what it had been offered when it was asked. */
  acknowledge(): void {
    this.#acknowledged = this.#offeredWhenAsked;
    this.#onDrain?.();
  }

  /** 0 where the browser shows what waits, and for a page that has never answered. */
  get #unacknowledged(): number {
    return this.#offered - (this.#acknowledged ?? this.#offered);
  }

  /** Offers a chunk. A page that cannot take it has left. */
  offer(chunk: Uint8Array<ArrayBuffer>): void {
    if (!this.#controller) return;
    this.#held.push(chunk);
    this.#heldBytes += chunk.byteLength;
    // A batch that fills the pipe to the page would not become cheaper by growing.
    const isHeld = this.#hiddenPages?.holds(this) && this.#heldBytes < this.#highWaterMark / 4;
    if (!isHeld) this.flush();
  }

  /**
   * Hands on what was held back.
   *
   * @returns whether there was anything.
   */
  flush(): boolean {
    const held = this.#held;
    if (held.length === 0) return false;
    this.#held = [];
    this.#heldBytes = 0;
    if (this.#controller) this.#enqueue(joinChunks(held), this.#controller);
    return true;
  }

  #enqueue(
    chunk: Uint8Array<ArrayBuffer>,
    controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>,
  ): void {
    try {
      // What a browser would take for a BOM, and drop, is part of a line in the middle of the stream.
      if (!this.#hasBegun && chunk[0] === BOM) controller.enqueue(Uint8Array.of(LF));
      this.#hasBegun = true;
      controller.enqueue(chunk);
      this.#offered += chunk.byteLength;
      if (this.#offered - this.#offeredWhenAsked <= this.#maxQueueBytes / 4) return;
      this.#offeredWhenAsked = this.#offered;
      this.#ask?.();
    } catch {
      // The stream is no longer readable: its reader is gone. This subscriber alone ends.
      this.#end();
    }
  }

  /**
   * Ends the response after what was offered, so that the page comes back. An EventSource sees `error`
   * with readyState 0; `controller.error()` would be readyState 2 in Chromium and Firefox. A second
   * call does nothing.
   *
   * @param isClean - whether the server has ended the stream. Any other end is an error to a page that
   *   sees breaks.
   */
  close(isClean = false): void {
    this.flush();
    const controller = this.#controller;
    this.#onLeave = undefined;
    this.#end();
    if (!controller) return;
    if (this.seesBreaks && !isClean) {
      this.#isBroken = true;
      this.#break(controller);
      return;
    }
    try {
      controller.close();
    } catch {
      // Cancelled by the page a moment before: closed already.
    }
  }

  /** An error discards what still waits for the page: not before it has been taken. */
  #break(controller: ReadableStreamDefaultController): void {
    if (this.#isBroken && controller.desiredSize === this.#highWaterMark) {
      controller.error(new TypeError('The connection is broken.'));
    }
  }

  #end(): void {
    const onLeave = this.#onLeave;
    this.#controller = this.#onLeave = this.#onDrain = undefined;
    onLeave?.();
  }
}
