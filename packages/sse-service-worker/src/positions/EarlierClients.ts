declare const self: ServiceWorkerGlobalScope;

/**
 * The clients that were there before this worker became active. An EventSource of theirs may have had
 * its events from elsewhere, the network or another worker; when it comes here for the first time,
 * Chromium does not show where it stopped.
 *
 * @internal
 */
export class EarlierClients {
  readonly #ids = new Set<string>();

  constructor() {
    self.addEventListener('activate', (event) => {
      event.waitUntil(this.#note());
    });
  }

  /** A stream of this client was open when the worker before this one was ended. */
  add(clientId: string): void {
    this.#ids.add(clientId);
  }

  has(clientId: string): boolean {
    return this.#ids.has(clientId);
  }

  async #note(): Promise<void> {
    const clients = await self.clients.matchAll({ includeUncontrolled: true });
    for (const { id } of clients) this.add(id);
  }
}
