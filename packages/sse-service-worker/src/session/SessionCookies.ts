declare const self: ServiceWorkerGlobalScope;

/** A browser that does not show workers cookies has none of this. */
type CookieScope = Partial<Pick<ServiceWorkerGlobalScope, 'cookieStore'>>;

/** At how many places the browser is asked to tell of changes; the oldest is forgotten first. */
const MOST = 100;

/**
 * Milliseconds for which a page waits where the worker cannot read what is sent to its stream: by then
 * the browser has told of a change.
 */
const PATIENCE = 100;

/**
 * Notices when a cookie changes that says who the user is: when the browser says so, and when a page
 * comes. Chromium may show the page first (31 of 100), but a read is always right there; Firefox shows
 * the change first (100 of 100), but a read finds nothing outside of containers.
 *
 * A cookie whose Path is deeper than the worker's script no worker can read: of it only the browser tells,
 * if it was asked to for the stream's URL.
 *
 * @internal
 */
export class SessionCookies {
  readonly #names: readonly string[];
  readonly #changed: () => void;
  /** The values that were read last, `null` for none; nothing before. */
  #values: readonly (string | null)[] | undefined;
  /** The names of cookies that reading has ever found. */
  readonly #readable = new Set<string>();
  /** By place, as far as the browser tells of changes there. */
  readonly #subscribed = new Map<string, Promise<void>>();

  /** @param changed - called synchronously when it is noticed. */
  constructor(names: readonly string[], changed: () => void) {
    this.#names = names;
    this.#changed = changed;
    self.addEventListener('cookiechange', (event) => {
      const told = [...event.changed, ...event.deleted].filter(
        ({ name }) => name !== undefined && names.includes(name),
      );
      if (told.length > 0) event.waitUntil(this.#hear(told));
    });
  }

  /** Looks whether there has been a change at a stream's URL; resolves when it is known. */
  async check(stream: string): Promise<void> {
    const { origin, pathname } = new URL(stream);
    const isOwn = origin === self.location.origin;
    await this.#subscribe(isOwn ? origin + pathname : self.registration.scope);
    const folder = new URL('.', self.location.href).pathname;
    if (isOwn && 'cookieStore' in self && pathname.slice(folder.length).includes('/')) {
      await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    }
    await this.#read();
  }

  async #hear(told: readonly { name?: string; value?: string }[]): Promise<void> {
    if (this.#readable.size === 0) {
      this.#changed();
      this.#values = undefined;
      return;
    }
    if (await this.#read()) return;
    // What a read shows as it is told has been noticed; what it does not show is at a deeper Path.
    const isUnread = told.some(({ name = '', value }) => {
      const read = this.#values?.[this.#names.indexOf(name)] ?? null;
      return !this.#readable.has(name) || (value !== undefined && value !== read);
    });
    if (isUnread) this.#changed();
  }

  /** @returns whether there has been a change. */
  async #read(): Promise<boolean> {
    const { cookieStore } = self as CookieScope;
    if (!cookieStore) return false;
    const cookies = await Promise.all(this.#names.map((name) => cookieStore.get(name)));
    const values = cookies.map((cookie) => cookie?.value ?? null);
    this.#names.forEach((name, index) => {
      if (cookies[index]) this.#readable.add(name);
    });
    const before = this.#values;
    this.#values = values;
    const isChange = before !== undefined && JSON.stringify(before) !== JSON.stringify(values);
    if (isChange) this.#changed();
    return isChange;
  }

  #subscribe(url: string): Promise<void> {
    // Elsewhere the browser does not allow it; then changes are still read.
    const place = url.startsWith(self.registration.scope) ? url : self.registration.scope;
    const subscribed = this.#subscribed.get(place) ?? this.#subscribeTo(place);
    this.#subscribed.set(place, subscribed);
    const [oldest] = this.#subscribed.keys();
    if (this.#subscribed.size > MOST && oldest !== undefined) this.#subscribed.delete(oldest);
    return subscribed;
  }

  async #subscribeTo(url: string): Promise<void> {
    const { cookies } = self.registration as Partial<ServiceWorkerRegistration>;
    try {
      await cookies?.subscribe(this.#names.map((name) => ({ name, url })));
    } catch (error) {
      // Reported, and no reason to answer no page: changes are still read.
      setTimeout(() => {
        throw error;
      });
    }
  }
}
