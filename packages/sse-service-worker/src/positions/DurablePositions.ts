import type { HandedOver } from 'sse-multiplexer';

declare const self: ServiceWorkerGlobalScope;

const CACHE = 'sse-service-worker';

/**
 * Where pages stand, at some time.
 *
 * @internal
 */
export interface PositionsAt {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly pages: readonly HandedOver[];
}

/**
 * Where pages stand, in Cache Storage: what a worker needs to know that starts where another was ended.
 * One small entry, never events.
 *
 * @internal
 */
export class DurablePositions {
  static #count = 0;

  /** One entry for each strategy of a worker, in the order in which they are made. */
  readonly #url = `${self.registration.scope}sse-service-worker/${DurablePositions.#count++}`;
  #essence: string | undefined;
  /** What is done with the entry, one after the other. */
  #storage: Promise<unknown> = Promise.resolve();

  /** What the last worker has stored. Rejects if the browser's storage fails. */
  restore(): Promise<PositionsAt> {
    return this.#inTurn(async () => {
      const response = (await caches.has(CACHE))
        ? await (await caches.open(CACHE)).match(this.#url)
        : undefined;
      return response ? ((await response.json()) as PositionsAt) : { at: 0, pages: [] };
    });
  }

  /**
   * Stores where pages stand, unless that is stored already, or events alone have come since: a page
   * whose stream is open knows itself where it stands, if it has had an ID. Rejects if the browser's
   * storage fails.
   */
  store(pages: readonly HandedOver[]): Promise<void> {
    const essence = JSON.stringify(
      pages.map((page) => (page.isOpen && page.lastEventId ? { ...page, lastEventId: 0 } : page)),
    );
    if (essence === this.#essence) return this.#inTurn(() => Promise.resolve());
    this.#essence = essence;
    return this.#write(pages.length > 0 ? JSON.stringify({ at: Date.now(), pages }) : undefined);
  }

  #write(text: string | undefined): Promise<void> {
    return this.#inTurn(async () => {
      if (text !== undefined) {
        await (await caches.open(CACHE)).put(this.#url, new Response(text));
      } else if (await caches.has(CACHE)) {
        await (await caches.open(CACHE)).delete(this.#url);
      }
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#storage.then(work);
    // A failure is its caller's; what comes next goes on.
    this.#storage = done.catch(() => undefined);
    return done;
  }
}
