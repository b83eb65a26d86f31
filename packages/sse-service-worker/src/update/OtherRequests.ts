declare const self: ServiceWorkerGlobalScope;

/**
 * Requests that the worker has not answered yet: each keeps a new version from taking over. Where the
 * browser does not tell when one is answered, none is known.
 *
 * @internal
 */
export class OtherRequests {
  readonly #pending = new Set<Promise<unknown>>();
  #onAnswered: (() => void)[] = [];

  /** To be made while the worker's script is first run. */
  constructor() {
    self.addEventListener('fetch', ({ handled }: FetchEvent & { handled?: Promise<unknown> }) => {
      if (!handled) return;
      this.#pending.add(handled);
      const answered = (): void => {
        this.#pending.delete(handled);
        if (this.#pending.size > 0) return;
        for (const resolve of this.#onAnswered.splice(0)) resolve();
      };
      handled.then(answered, answered);
    });
  }

  /** Whether one is waited for. */
  get arePending(): boolean {
    return this.#pending.size > 0;
  }

  /** Resolves when none is pending, or after so many milliseconds. */
  async answered(atMost: number): Promise<void> {
    if (!this.arePending) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, atMost);
      this.#onAnswered.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
