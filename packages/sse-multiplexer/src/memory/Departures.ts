/**
 * What is remembered of a page connection that the worker, not the page, has ended: enough to go on
 * where it stopped when the page comes back.
 *
 * @internal
 */
export interface Departure {
  readonly clientId: string;
  /** The newest block that the page was given; `undefined` if it was not one of the hub's. */
  readonly sequence: number | undefined;
  readonly lastEventId: string;
  /** Whether it was ended by a reset: whatever ID the page comes with is none of this stream's. */
  readonly isReset?: boolean;
}

/** The bound of what one hub remembers; the oldest goes first. */
const MOST = 1000;

/**
 * The departures of one hub. Chromium hides Last-Event-ID from workers, so that this is the only way
 * to know where a page stopped. EventSources of one page on one stream cannot be told apart; they
 * come back in the order in which they left.
 *
 * @internal
 */
export class Departures {
  readonly #lifetime: number;
  #departures: (Departure & { readonly until: number })[] = [];

  /** @param lifetime - how long a departure is remembered by default, in milliseconds. */
  constructor(lifetime: number) {
    this.#lifetime = lifetime;
  }

  get size(): number {
    this.#expire();
    return this.#departures.length;
  }

  /** All that are remembered, oldest first. */
  get all(): readonly (Departure & { readonly until: number })[] {
    this.#expire();
    return this.#departures;
  }

  /**
   * Where a page has stopped, by its own word or, failing that, by its first departure; `''` if neither
   * says so.
   *
   * @param lastEventId - what its request says, where the browser shows it.
   */
  lastEventIdOf(clientId: string, lastEventId: string | undefined): string {
    const departure = this.all.find((departure) => departure.clientId === clientId);
    return (departure?.isReset ? undefined : lastEventId) ?? departure?.lastEventId ?? '';
  }

  /** @param until - when to forget it, in epoch milliseconds; `Infinity` for a page that sleeps. */
  remember(departure: Departure, until = Date.now() + this.#lifetime): void {
    this.#departures.push({ ...departure, until });
    if (this.#departures.length > MOST) this.#departures.shift();
  }

  /**
   * Finds, and forgets, the departure of a page that has come back.
   *
   * @param lastEventId - what the request says it is, where the browser shows it. It is the page's
   *   own word: a departure that says otherwise is another's, or the page did not get all of it.
   */
  take(clientId: string, lastEventId: string | undefined): Departure | undefined {
    this.#expire();
    const index = this.#departures.findIndex(
      (departure) =>
        departure.clientId === clientId &&
        (departure.isReset === true ||
          lastEventId === undefined ||
          departure.lastEventId === lastEventId),
    );
    return index < 0 ? undefined : this.#departures.splice(index, 1)[0];
  }

  /** Forgets all of these clients. */
  forget(clientIds: ReadonlySet<string>): void {
    this.#departures = this.#departures.filter(({ clientId }) => !clientIds.has(clientId));
  }

  #expire(): void {
    const now = Date.now();
    this.#departures = this.#departures.filter(({ until }) => until > now);
  }
}
