declare const self: ServiceWorkerGlobalScope;

/**
 * The clients that were there before a worker of this library controlled them. An EventSource of theirs
 * may have had its events from elsewhere, and Chromium does not show where it stopped.
 *
 * @internal
 */
export class EarlierClients {
  readonly #ids = new Set<string>();
  /** Until the `activate` event has come whoever asks was there before: Chromium does not wait for it. */
  #isActivating = false;
  readonly #isFirst: () => Promise<boolean>;

  /**
   * @param isFirst - whether no worker of this library was active before this one; resolves when what an
   *   earlier run has noted was added.
   * @param onNoted - called when there are more.
   */
  constructor(isFirst: () => Promise<boolean>, onNoted: () => void) {
    this.#isFirst = isFirst;
    self.addEventListener('install', () => {
      this.#isActivating = true;
    });
    self.addEventListener('activate', (event) => {
      event.waitUntil(this.#note().then(onNoted));
    });
  }

  /** Whether a client was there before; to be asked when one opens an EventSource. */
  async has(clientId: string): Promise<boolean> {
    const isActivating = this.#isActivating;
    // By then it is also known what an earlier run of the worker has noted.
    const isFirst = await this.#isFirst();
    return isActivating ? isFirst : this.#ids.has(clientId);
  }

  get ids(): ReadonlySet<string> {
    return this.#ids;
  }

  /** An earlier run of the worker has noted these. */
  add(ids: Iterable<string>): void {
    for (const id of ids) this.#ids.add(id);
  }

  forget(ids: ReadonlySet<string>): void {
    for (const id of ids) this.#ids.delete(id);
  }

  async #note(): Promise<void> {
    const { clients } = self;
    const all = await clients.matchAll({ includeUncontrolled: true });
    // A page that was controlled by an earlier version has been served by it.
    const served = (await this.#isFirst()) ? [] : await clients.matchAll();
    const servedIds = new Set(served.map(({ id }) => id));
    this.add(all.map(({ id }) => id).filter((id) => !servedIds.has(id)));
    this.#isActivating = false;
  }
}
