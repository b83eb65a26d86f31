import type { FanOut } from '../delivery/FanOut.js';
import type { Standing } from './Standing.js';
import type { Upstreams } from './Upstreams.js';

/** What is needed to open a stream again. */
interface ReopeningParts {
  readonly standing: Standing;
  readonly upstreams: Pick<Upstreams, 'delay' | 'reopen' | 'soonest'>;
  readonly fanOut: Pick<FanOut, 'tellAway'>;
}

/**
 * The worker's own reconnection. The subscribers stay, and are told where the server is away.
 *
 * @internal
 */
export class Reopening {
  readonly #parts: ReopeningParts;

  constructor(parts: ReopeningParts) {
    this.#parts = parts;
  }

  /** Whether the subscribers have been told that the server is away. */
  get isAway(): boolean {
    const { state } = this.#parts.standing;
    return state.name === 'reopening' && state.isAway;
  }

  /**
   * Opens the stream again in a while.
   *
   * @param isAway - whether the server is not there.
   * @param retryAfter - the header of its answer.
   */
  begin(isAway: boolean, retryAfter: string | null = null): void {
    const { upstreams, fanOut } = this.#parts;
    const wasAway = this.isAway;
    this.#wait(upstreams.delay(retryAfter), isAway || wasAway);
    if (isAway && !wasAway) fanOut.tellAway(true);
  }

  /** Opens it as soon as a page that comes may ask for it. */
  hasten(): void {
    const { standing, upstreams } = this.#parts;
    const { state } = standing;
    if (state.name === 'reopening' && !state.upstream) this.#wait(upstreams.soonest, state.isAway);
  }

  /** Opens it at once, while it waits to be opened. */
  now(): void {
    const { standing, upstreams } = this.#parts;
    const { state } = standing;
    if (state.name !== 'reopening' || state.upstream) return;
    clearTimeout(state.timer);
    standing.become({ ...state, upstream: upstreams.reopen() });
  }

  #wait(milliseconds: number, isAway: boolean): void {
    const timer = setTimeout(() => {
      this.now();
    }, milliseconds);
    this.#parts.standing.become({ name: 'reopening', upstream: undefined, timer, isAway });
  }
}
