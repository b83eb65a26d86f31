/** Requests that the worker has not answered yet. */
const pending = new Set<Promise<unknown>>();
const onAnswered: (() => void)[] = [];

// While modules are loaded, before anything that answers requests: once one has been answered, Chromium
// calls no listener that was added later than the one that answered it.
(globalThis as Partial<ServiceWorkerGlobalScope>).addEventListener?.('fetch', note);

function note({ handled }: FetchEvent & { handled?: Promise<unknown> }): void {
  if (handled === undefined || pending.has(handled)) return;
  pending.add(handled);
  const answered = (): void => {
    pending.delete(handled);
    if (pending.size > 0) return;
    for (const resolve of onAnswered.splice(0)) resolve();
  };
  handled.then(answered, answered);
}

/**
 * Requests that the worker has not answered yet: each keeps a new version from taking over. Where the
 * browser does not tell when one is answered, none is known.
 *
 * @internal
 */
export class OtherRequests {
  /** To be called by whoever answers a request that no later listener is told of. */
  static readonly note = note;

  /** Whether one is waited for. */
  get arePending(): boolean {
    return pending.size > 0;
  }

  /** Resolves when none is pending, or after so many milliseconds. */
  async answered(atMost: number): Promise<void> {
    if (!this.arePending) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, atMost);
      onAnswered.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
