import type { Admission } from './Admission.js';
import type { Detour } from './Detour.js';
import type { FanOut } from '../delivery/FanOut.js';
import type { HubEnvironment } from './HubEnvironment.js';
import type { Standing } from './Standing.js';

/** Milliseconds after their reconnection time. */
const LATE = 5000;

/** What is needed of a stream that nobody is on. */
interface VacancyParts {
  readonly environment: Pick<HubEnvironment, 'options'>;
  readonly standing: Standing;
  readonly fanOut: FanOut;
  readonly admission: Pick<Admission, 'detours' | 'openDetour'>;
  /** The stream continues by this connection. */
  goOnWith(detour: Detour): void;
  close(): void;
}

/**
 * A stream that nobody is on: kept for a moment, or while a page may come back; continued by a connection that
 * a page has to itself; over.
 *
 * @internal
 */
export class Vacancy {
  readonly #parts: VacancyParts;

  constructor(parts: VacancyParts) {
    this.#parts = parts;
  }

  /** When pages that are sent away now are back, mostly, by the monotonic clock. */
  get soon(): number {
    return performance.now() + this.#parts.fanOut.memory.position.wait + LATE;
  }

  /**
   * With nobody on the stream: a page's own connection becomes the stream's, or the upstream is kept for
   * a moment.
   *
   * @param least - milliseconds for which the upstream is kept at least.
   */
  settle(least = 0): void {
    const { environment, standing, fanOut, admission } = this.#parts;
    if (fanOut.size > 0) standing.stay();
    const { state } = standing;
    if (fanOut.size > 0 || state.name === 'connecting' || state.name === 'idle') return;
    if (fanOut.positions.awayFrom(fanOut.memory) === 0 && this.#adopt()) return;
    if (state.name === 'dormant') this.rest(state.until);
    else if (admission.detours > 0) return;
    else if (state.name === 'reopening') {
      standing.halt();
      this.rest();
    } else if (state.name === 'open') {
      const { upstream } = state;
      const timer = setTimeout(
        () => {
          upstream.stop();
          this.rest();
        },
        Math.max(least, environment.options.linger),
      );
      standing.become({ name: 'lingering', upstream, timer });
    }
  }

  /**
   * Without an upstream: kept while a page may come back or is on its detour; for a moment only if a
   * connection of a page's own could go on with it.
   *
   * @param latest - how long at most, by the monotonic clock.
   */
  rest(latest = Infinity): void {
    const { environment, standing, fanOut, admission } = this.#parts;
    const { memory, positions } = fanOut;
    const away = positions.awayFrom(memory);
    if (away === 0 && this.#adopt()) return;
    if (away + admission.detours === 0) {
      this.#parts.close();
      return;
    }
    const now = performance.now();
    const { age } = environment.options.replay;
    const until = Math.min(latest, admission.openDetour ? this.soon : now + age);
    const timer = setTimeout(() => {
      // Those that are awaited have an ID, if anything.
      fanOut.release();
      if (!this.#adopt()) this.#parts.close();
    }, until - now);
    standing.become({ name: 'dormant', timer, until });
  }

  /** Makes a connection that a page has to itself the stream's, if there is one. */
  #adopt(): boolean {
    const { standing, fanOut, admission } = this.#parts;
    const detour = admission.openDetour;
    if (!detour || standing.state.name === 'closed') return false;
    const { position } = detour;
    const memory = fanOut.begin(position.lastEventId, position.isAtId);
    memory.position.reconnectionTime = position.reconnectionTime;
    this.#parts.goOnWith(detour);
    return true;
  }
}
