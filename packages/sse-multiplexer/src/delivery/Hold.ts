/** Milliseconds that a reader may take without holding anything back. */
const MOMENT = 50;

/**
 * Whether a connection is held back, because those whom it is for take nothing: what it brings then says
 * nothing of what its server has sent.
 *
 * @internal
 */
export class Hold {
  #since: number | undefined;
  #until = -Infinity;

  /** Whether it is held back, or was until a moment ago. */
  get isFelt(): boolean {
    const now = performance.now();
    return now - (this.#since ?? now) > MOMENT || now - this.#until <= MOMENT;
  }

  /** Waits for what holds the connection back. */
  async during(wait: Promise<void>): Promise<void> {
    this.#since = performance.now();
    await wait;
    if (this.isFelt) this.#until = performance.now();
    this.#since = undefined;
  }
}
