/** Milliseconds between two looks at the clock, and by which one may be late. */
const PACE = 20;
const SLACK = 30;

/**
 * Notes when this program itself was held up, on a busy machine: what came late then was not late for the
 * server's sake.
 */
export class Stalls {
  readonly #stalls: { readonly from: number; readonly to: number }[] = [];
  readonly #timer: NodeJS.Timeout;
  #last = performance.now();

  constructor() {
    this.#timer = setInterval(() => {
      const now = performance.now();
      if (now - this.#last > PACE + SLACK) this.#stalls.push({ from: this.#last, to: now });
      this.#last = now;
    }, PACE);
    this.#timer.unref();
  }

  /** Milliseconds of a time, on the clock of `performance.now()`, in which this program was held up. */
  within(from: number, to: number): number {
    return this.#stalls.reduce(
      (sum, stall) => sum + Math.max(0, Math.min(to, stall.to) - Math.max(from, stall.from)),
      0,
    );
  }

  /** Milliseconds for which this program was held up just before a time. */
  before(time: number): number {
    return this.#stalls
      .filter(({ from, to }) => from < time && to > time - PACE - SLACK)
      .reduce((sum, { from, to }) => sum + Math.min(time, to) - from, 0);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
