/** Counts per second over a sliding window. Times are milliseconds on any steady clock. */
export class RateMeter {
  readonly #windowMs: number;
  readonly #marks: { at: number; count: number }[] = [];

  constructor(windowMs = 3000) {
    this.#windowMs = windowMs;
  }

  add(count: number, now: number): void {
    if (count > 0) this.#marks.push({ at: now, count });
    this.#forget(now);
  }

  perSecond(now: number): number {
    this.#forget(now);
    const total = this.#marks.reduce((sum, mark) => sum + mark.count, 0);
    return total / (this.#windowMs / 1000);
  }

  #forget(now: number): void {
    const kept = this.#marks.findIndex((mark) => mark.at > now - this.#windowMs);
    this.#marks.splice(0, kept === -1 ? this.#marks.length : kept);
  }
}
