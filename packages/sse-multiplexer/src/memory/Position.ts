import type { EventBlock } from '../wire/EventBlock.js';

/**
 * How far a stream has come: the count of its blocks, the last event ID and the reconnection time
 * that a page would hold after them.
 *
 * @internal
 */
export class Position {
  /** Milliseconds, of a stream that sets none: as in Chromium. */
  static readonly DEFAULT_RECONNECTION_TIME = 3000;

  /** Sequence of the newest block; 0 before the first. */
  sequence = 0;
  /** The newest valid `retry` in milliseconds; `undefined` while the upstream has set none. */
  reconnectionTime: number | undefined;
  /** Whether the newest event is the one that set the last event ID. */
  isAtId: boolean;
  #lastEventId: string | EventBlock;

  constructor(lastEventId = '') {
    this.#lastEventId = lastEventId;
    this.isAtId = lastEventId !== '';
  }

  /** Milliseconds after which a page that is sent away asks again. */
  get wait(): number {
    return this.reconnectionTime ?? Position.DEFAULT_RECONNECTION_TIME;
  }

  get lastEventId(): string {
    // Decoded when asked for, not for every block.
    const last = this.#lastEventId;
    return typeof last === 'string' ? last : (this.#lastEventId = last.id ?? '');
  }

  /** Counts one more block in. */
  advance(block: EventBlock): void {
    this.sequence++;
    if (block.hasId) this.#lastEventId = block;
    if (block.hasId || block.dispatches) this.isAtId = block.hasId;
    if (block.retry !== undefined) this.reconnectionTime = block.retry;
  }
}
