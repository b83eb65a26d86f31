import type { EventBlock } from '../wire/EventBlock.js';

/** Bytes of a connection's beginning that are kept, at most. */
const KEPT_BYTES = 4096;

/**
 * How a connection began: the first blocks that a page can notice, as far as they are short. A constant
 * greeting is told by it from words that are meant for one connection.
 *
 * @internal
 */
export class Opening {
  readonly #blocks: EventBlock[] = [];
  #bytes = 0;
  #isFull = false;

  get blocks(): readonly EventBlock[] {
    return this.#blocks;
  }

  /** Takes what came next on the connection. */
  push(blocks: readonly EventBlock[]): void {
    if (this.#isFull) return;
    for (const block of blocks) {
      if (!block.isNoticed) continue;
      this.#bytes += block.end - block.start;
      this.#isFull = this.#bytes > KEPT_BYTES;
      if (this.#isFull) return;
      // A copy: a view would keep the chunk that it lies on.
      this.#blocks.push(block.copyTo(new Uint8Array(block.end - block.start), 0));
    }
  }
}
