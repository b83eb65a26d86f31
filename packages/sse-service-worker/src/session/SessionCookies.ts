declare const self: ServiceWorkerGlobalScope;

/** A browser that does not show workers cookies has none of this. */
type CookieScope = Partial<Pick<ServiceWorkerGlobalScope, 'cookieStore'>>;

/** For how many URLs is remembered what was read; the oldest go first. */
const MOST = 100;

/**
 * Notices when a cookie changes that says who the user is: when the browser says so, and when a page
 * comes. Chromium may show the page first (31 of 100), but a read is always right there; Firefox shows
 * the change first (100 of 100), but a read finds nothing outside of containers.
 *
 * Cookies are those that are sent to a stream's URL: their Path may be deeper than the worker's scope.
 *
 * @internal
 */
export class SessionCookies {
  readonly #names: readonly string[];
  readonly #changed: () => void;
  /** By URL, the values that were read last; none after a change that was not read. */
  readonly #values = new Map<string, string>();
  /** Whether reading has ever found something. */
  #isReadable = false;
  /** By URL, as far as the browser tells of changes there. */
  readonly #subscribed = new Map<string, Promise<void>>();

  /** @param changed - called synchronously when it is noticed. */
  constructor(names: readonly string[], changed: () => void) {
    this.#names = names;
    this.#changed = changed;
    self.addEventListener('cookiechange', (event) => {
      const { changed: set, deleted } = event;
      if (![...set, ...deleted].some(({ name }) => name !== undefined && names.includes(name))) {
        return;
      }
      event.waitUntil(this.#isReadable ? this.#checkAll() : this.#change());
    });
  }

  /** Looks whether there has been a change at a stream's URL; resolves when it is known. */
  async check(stream: string): Promise<void> {
    const { cookieStore } = self as CookieScope;
    if (!cookieStore) return;
    const url = placeOf(stream);
    await this.#subscribe(url);
    const cookies = await Promise.all(this.#names.map((name) => cookieStore.get({ name, url })));
    const values = JSON.stringify(cookies.map((cookie) => cookie?.value ?? null));
    this.#isReadable ||= cookies.some((cookie) => cookie);
    const before = this.#values.get(url);
    this.#values.delete(url);
    this.#values.set(url, values);
    if (this.#values.size > MOST) forgetFirst(this.#values);
    if (before !== undefined && before !== values) this.#changed();
  }

  async #checkAll(): Promise<void> {
    await Promise.all([...this.#values.keys()].map((url) => this.check(url)));
  }

  #change(): Promise<void> {
    this.#changed();
    this.#values.clear();
    return Promise.resolve();
  }

  #subscribe(url: string): Promise<void> {
    // Elsewhere the browser does not allow it; then changes are still read.
    const place = url.startsWith(self.registration.scope) ? url : self.registration.scope;
    const subscribed = this.#subscribed.get(place) ?? this.#subscribeTo(place);
    this.#subscribed.set(place, subscribed);
    if (this.#subscribed.size > MOST) forgetFirst(this.#subscribed);
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

/** Where cookies are looked for; those of another origin are not shown. */
function placeOf(stream: string): string {
  const { origin, pathname } = new URL(stream);
  return origin === self.location.origin ? origin + pathname : self.registration.scope;
}

function forgetFirst(map: Map<string, unknown>): void {
  const [first] = map.keys();
  if (first !== undefined) map.delete(first);
}
