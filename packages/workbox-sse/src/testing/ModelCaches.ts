/** A CacheStorage that keeps everything, as far as caching strategies need it. */
export class ModelCaches {
  readonly #caches = new Map<string, Map<string, Response>>();

  /** The URLs of all that is cached. */
  get urls(): string[] {
    return [...this.#caches.values()].flatMap((cache) => [...cache.keys()]);
  }

  readonly has = (name: string): Promise<boolean> => Promise.resolve(this.#caches.has(name));

  readonly match = ({ url }: Request, { cacheName }: { cacheName: string }) =>
    Promise.resolve(this.#caches.get(cacheName)?.get(url)?.clone());

  readonly open = (name: string) => {
    const entries = this.#caches.get(name) ?? new Map<string, Response>();
    this.#caches.set(name, entries);
    return Promise.resolve({
      /** Reads the body to its end first, as a browser does. */
      put: async ({ url }: Request, response: Response): Promise<void> => {
        const { status, headers } = response;
        const bytes = await response.arrayBuffer();
        entries.set(url, new Response(bytes.byteLength > 0 ? bytes : null, { status, headers }));
      },
    });
  };
}
