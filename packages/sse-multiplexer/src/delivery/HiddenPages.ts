/** A page's connection that may hold back what it is offered. */
export interface HoldingPage {
  readonly clientId: string;
  /**
   * Hands on what was held back.
   *
   * @returns whether there was anything.
   */
  flush(): boolean;
}

/** While events flow, each page has its turn within this part of `delay`. */
const ROUND = 0.9;
/** Turns are taken once about this many events are held back, counted for each page. */
const HANDFUL = 100;
/** When the timer serves a page, it also serves those that have waited for this part of `delay`. */
const SOON = 0.75;

/**
 * The pages that nobody looks at. Each is given what comes for it in batches: an event that comes after
 * a pause at once, what follows within `delay` milliseconds as one chunk. What an event costs is the waking
 * of a page by its chunk, hardly what is in it.
 *
 * While events flow the pages take turns, when the worker is awake for an event anyway: all at once, they would take the
 * processor from the page that is looked at. While little flows, a timer serves all at the same time, so that the worker
 * wakes up once.
 *
 * @internal
 */
export class HiddenPages {
  /** Milliseconds; 0: nothing is held back. */
  readonly #delay: number;
  #clientIds = new Set<string>();
  /** Connections that were given something within the last `delay` milliseconds, and when; in this order. */
  readonly #served = new Map<HoldingPage, number>();
  #lastTurn = 0;
  /** How often something was held back since. */
  #held = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param delay - milliseconds for which an event is held back at most; `false`: none is. */
  constructor(delay: number | false) {
    this.#delay = Number(delay);
  }

  /** Whether nobody looks at a client, as far as that is known. */
  has(clientId: string): boolean {
    return this.#clientIds.has(clientId);
  }

  /** Says of all clients which are hidden. What is held back for one that is not is handed on. */
  set(clientIds: Iterable<string>): void {
    this.#clientIds = new Set(clientIds);
    this.#release();
  }

  /** Says of one client whether it is hidden. */
  tell(clientId: string, isHidden: boolean): void {
    if (isHidden) this.#clientIds.add(clientId);
    else if (this.#clientIds.delete(clientId)) this.#release();
  }

  /** Whether what a page is offered is to be held back until it is flushed. */
  holds(page: HoldingPage): boolean {
    if (!this.#delay || !this.#clientIds.has(page.clientId)) return false;
    if (this.#served.has(page)) {
      this.#held++;
      return true;
    }
    this.#served.set(page, performance.now());
    this.#wait();
    return false;
  }

  /** Hands on what is held back for as many pages as are due. To be called after each delivery. */
  takeTurns(): void {
    if (this.#held < HANDFUL) return;
    const turn = (this.#delay * ROUND) / this.#served.size;
    const turns = Math.floor((performance.now() - this.#lastTurn) / turn);
    if (turns === 0) return;
    this.#lastTurn += turns * turn;
    this.#serve(turns, 0);
  }

  /** Serves so many pages, those first that have waited for longest, and none that has waited for less than `least`. */
  #serve(turns: number, least: number): void {
    const now = performance.now();
    this.#held = 0;
    for (const [page, since] of [...this.#served]) {
      if (turns === 0 || now - since < least) break;
      const isServed = page.flush();
      if (isServed || now - since >= this.#delay) this.#served.delete(page);
      if (!isServed) continue;
      this.#served.set(page, now);
      turns--;
    }
    this.#wait();
  }

  /** Wakes up when the page that was served longest ago must be served again. */
  #wait(): void {
    clearTimeout(this.#timer);
    const [since] = this.#served.values();
    if (since === undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#lastTurn = performance.now();
        this.#serve(Infinity, this.#delay * SOON);
      },
      since + this.#delay - performance.now(),
    );
  }

  /** Hands on what is held back for pages that are no longer hidden. */
  #release(): void {
    for (const page of [...this.#served.keys()]) {
      if (this.#clientIds.has(page.clientId)) continue;
      this.#served.delete(page);
      page.flush();
    }
  }
}
