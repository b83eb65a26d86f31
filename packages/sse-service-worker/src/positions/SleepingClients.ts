/**
 * Milliseconds: so long may a page that is no client any more come back, from the back/forward cache.
 * Chromium keeps one for 10 minutes.
 */
const BACK_OR_FORWARD = 15 * 60_000;

/** What is done with clients. */
interface ClientKeeper {
  /** All that have a stream, or are to come back to one. */
  readonly clientIds: Iterable<string>;
  /** Ends the streams of those that sleep. */
  readonly letGo: (clientIds: ReadonlySet<string>) => void;
  /** Forgets those that will not come back. */
  readonly forget: (clientIds: ReadonlySet<string>) => void;
}

/**
 * Clients that have a stream, or are to come back to one, and are not to be found: pages in Chromium's
 * back/forward cache, whose EventSources stay open for up to a minute and take nothing, and pages that
 * are gone.
 *
 * @internal
 */
export class SleepingClients {
  readonly #keeper: ClientKeeper;
  /** Since when each has not been found, in milliseconds of the monotonic clock. */
  readonly #since = new Map<string, number>();
  /** Those that were not to be found even when they came back: they do not sleep. */
  readonly #unlisted = new Set<string>();

  constructor(keeper: ClientKeeper) {
    this.#keeper = keeper;
  }

  /**
   * Ends the streams of those that sleep, and forgets those that will not come back.
   *
   * @param clients - all that are to be found.
   */
  look(clients: readonly Client[]): void {
    const ids = new Set(this.#keeper.clientIds);
    for (const { id } of clients) {
      ids.delete(id);
      this.#since.delete(id);
    }
    for (const id of this.#unlisted) ids.delete(id);
    const now = performance.now();
    for (const id of ids) if (!this.#since.has(id)) this.#since.set(id, now);
    this.#keeper.letGo(ids);
    const gone = [...this.#since].filter(([, since]) => now - since > BACK_OR_FORWARD);
    for (const [id] of gone) this.#since.delete(id);
    if (gone.length > 0) this.#keeper.forget(new Set(gone.map(([id]) => id)));
  }

  /**
   * A client asks for a stream, and is therefore there.
   *
   * @param client - what is to be found of it, if anything.
   */
  async seen(clientId: string, client: Promise<Client | undefined>): Promise<void> {
    if (this.#since.delete(clientId) && !(await client)) this.#unlisted.add(clientId);
  }
}
