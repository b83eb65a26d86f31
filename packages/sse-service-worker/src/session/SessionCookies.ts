declare const self: ServiceWorkerGlobalScope;

/** A browser that does not show workers cookies has none of this. */
type CookieScope = Partial<Pick<ServiceWorkerGlobalScope, 'cookieStore'>>;

/**
 * Notices when a cookie changes that says who the user is: when the browser says so, and when a page
 * comes. Chromium may show the page first (31 of 100), but a read is always right there; Firefox shows
 * the change first (100 of 100), but a read finds nothing outside of containers.
 *
 * @internal
 */
export class SessionCookies {
  readonly #names: readonly string[];
  readonly #changed: () => void;
  /** The values that were read last; `undefined` before, and after a change that was not read. */
  #values: string | undefined;
  /** Whether reading has ever found something. */
  #isReadable = false;
  #subscribed: Promise<void> | undefined;

  /** @param changed - called synchronously when it is noticed. */
  constructor(names: readonly string[], changed: () => void) {
    this.#names = names;
    this.#changed = changed;
    self.addEventListener('cookiechange', (event) => {
      const { changed: set, deleted } = event;
      if (![...set, ...deleted].some(({ name }) => name !== undefined && names.includes(name))) {
        return;
      }
      event.waitUntil(this.#isReadable ? this.check() : this.#change());
    });
  }

  /** Looks whether there has been a change; resolves when it is known. */
  async check(): Promise<void> {
    const { cookieStore } = self as CookieScope;
    if (!cookieStore) return;
    await (this.#subscribed ??= this.#subscribe());
    const cookies = await Promise.all(this.#names.map((name) => cookieStore.get(name)));
    const values = JSON.stringify(cookies.map((cookie) => cookie?.value ?? null));
    this.#isReadable ||= cookies.some((cookie) => cookie);
    if (this.#values !== undefined && this.#values !== values) this.#changed();
    this.#values = values;
  }

  #change(): Promise<void> {
    this.#changed();
    this.#values = undefined;
    return Promise.resolve();
  }

  async #subscribe(): Promise<void> {
    const { cookies } = self.registration as Partial<ServiceWorkerRegistration>;
    try {
      await cookies?.subscribe(this.#names.map((name) => ({ name })));
    } catch (error) {
      // Reported, and no reason to answer no page: changes are still read.
      setTimeout(() => {
        throw error;
      });
    }
  }
}
