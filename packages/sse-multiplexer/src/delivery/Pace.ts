/** Milliseconds for which blocks are counted before it is said how dense they come. */
const WINDOW = 100;
/** Blocks a millisecond from which on they come dense. */
const DENSE = 1;
/** Bytes of a chunk from which on reading less often would save nothing. */
const LARGE = 16 * 1024;
/** Milliseconds of a pause. */
const PAUSE = 8;

/**
 * Has the upstream read less often while events come very dense, in small chunks: what comes in a pause
 * goes on as one chunk. What a chunk costs, in the worker and in every page that it wakes, hardly depends
 * on how much is in it.
 *
 * @internal
 */
export class Pace {
  /** Blocks a millisecond, in the last window. */
  #rate = 0;
  #since = Date.now();
  #blocks = 0;
  #resumed = 0;

  /** Counts a chunk; resolves when the next one is to be read, which may be at once. */
  async next(blocks: number, bytes: number): Promise<void> {
    this.#count(blocks);
    const isDense = this.#rate >= DENSE;
    // A browser may hand over what came in the pause piece by piece.
    const isPiece = blocks * 2 < this.#rate * PAUSE && Date.now() - this.#resumed < 2;
    if (!isDense || isPiece || bytes >= LARGE) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    this.#resumed = Date.now();
  }

  #count(blocks: number): void {
    const time = Date.now() - this.#since;
    if (time >= WINDOW) {
      this.#rate = this.#blocks / time;
      this.#since += time;
      this.#blocks = 0;
    }
    this.#blocks += blocks;
  }
}
