declare const self: ServiceWorkerGlobalScope;

/**
 * The clients that were there before this worker became active. An EventSource of theirs may have had
 * its events from elsewhere, the network or another worker; when it comes here for the first time,
 * Chromium does not show where it stopped.
 *
 * @internal
 */
export class EarlierClients {
  #ids: ReadonlySet<string> = new Set();

  constructor() {
    self.addEventListener('activate', (event) => {
      event.waitUntil(this.#note());
    });
  }

  has(clientId: string): boolean {
    return this.#ids.has(clientId);
  }

  async #note(): Promise<void> {
    const clients = await self.clients.matchAll({ includeUncontrolled: true });
    this.#ids = new Set(clients.map(({ id }) => id));
  }
}
