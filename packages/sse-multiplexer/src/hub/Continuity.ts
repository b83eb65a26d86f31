import type { EventBlock } from '../wire/EventBlock.js';
import type { FanOut } from '../delivery/FanOut.js';
import { Opening } from '../memory/Opening.js';

/**
 * Whether a connection continues where the one before it has stopped. Where that is not
 * certain, a gap is delivered.
 *
 * @internal
 */
export class Continuity {
  readonly #fanOut: FanOut;
  #hasBegun = false;
  #isFresh = false;
  /** The ID that the connection was asked to resume after, until its first ID has come. */
  #resumedAfter = '';

  constructor(fanOut: FanOut) {
    this.#fanOut = fanOut;
  }

  /**
   * Whether all that the connection has to say to a new page is still to come: it has asked for no
   * resumption, and has sent no event and no ID. A reconnection time is told to whoever comes later.
   */
  get isFresh(): boolean {
    return this.#isFresh;
  }

  /** The next connection continues nothing: no page has what came before. */
  restart(): void {
    this.#hasBegun = false;
  }

  /**
   * @param resumedAfter - what the server was asked to resume after; `''` if it was not.
   * @param isPolled - whether pages ask for one answer after the other; without IDs none goes on from another.
   */
  opened(resumedAfter: string, isPolled: boolean): void {
    const { sequence, lastEventId } = this.#fanOut.memory.position;
    if (!this.#hasBegun) this.#fanOut.begin(resumedAfter);
    else if (!resumedAfter && sequence > 0 && !(isPolled && !lastEventId)) {
      this.#fanOut.deliverGap('not-resumed');
    }
    this.#fanOut.memory.opening = new Opening();
    this.#hasBegun = true;
    this.#resumedAfter = resumedAfter;
    this.#isFresh = !resumedAfter;
  }

  /**
   * A connection that a page had for itself has become the stream's.
   *
   * @param hasBegun - whether it has said anything yet.
   */
  adopted(hasBegun: boolean): void {
    this.#hasBegun = true;
    this.#resumedAfter = '';
    this.#isFresh = !hasBegun;
  }

  /** To be called with all blocks before they are delivered. */
  check(blocks: readonly EventBlock[]): void {
    if (blocks.some(({ dispatches, hasId }) => dispatches || hasId)) this.#isFresh = false;
    const first = this.#resumedAfter ? blocks.find(({ hasId }) => hasId)?.id : undefined;
    if (first === undefined) return;
    const isOlder = first !== this.#resumedAfter && this.#fanOut.memory.replay.has(first);
    this.#resumedAfter = '';
    if (isOlder) this.#fanOut.deliverGap('resume-ignored');
  }
}
