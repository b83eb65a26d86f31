import type { HubState } from './HubState.js';
import type { Upstream } from '../upstream/Upstream.js';
import type { WaitingPages } from './WaitingPages.js';

/**
 * Where a hub stands, and since when. A state's timer ends with it.
 *
 * @internal
 */
export class Standing {
  #state: HubState = { name: 'idle' };
  #since = Date.now();

  get state(): HubState {
    return this.#state;
  }

  /** When it came into its state, in milliseconds since 1970. */
  get since(): number {
    return this.#since;
  }

  /** Whether the stream goes on, now or after a moment, so that a page can be on it. */
  get isLive(): boolean {
    return ['open', 'lingering', 'reopening'].includes(this.#state.name);
  }

  /** The pages that wait for the answer to an attempt, while there is one. */
  get waiting(): WaitingPages | undefined {
    return this.#state.name === 'connecting' ? this.#state.waiting : undefined;
  }

  /** The stream's connection, while there is one. */
  get upstream(): Upstream | undefined {
    return 'upstream' in this.#state ? this.#state.upstream : undefined;
  }

  become(state: HubState): void {
    const before = this.#state;
    const timer = 'timer' in state ? state.timer : undefined;
    if ('timer' in before && before.timer !== timer) clearTimeout(before.timer);
    this.#state = state;
    this.#since = Date.now();
  }

  /** Does not let a stream end that lingers. */
  stay(): void {
    const state = this.#state;
    if (state.name === 'lingering') this.become({ name: 'open', upstream: state.upstream });
  }

  /** Stops the timer and the upstream. */
  halt(): void {
    const state = this.#state;
    if ('timer' in state) clearTimeout(state.timer);
    this.upstream?.stop();
  }
}
