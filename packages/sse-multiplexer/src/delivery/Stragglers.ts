import type { Subscriber } from './Subscriber.js';

/** Milliseconds for which a page is waited for, unless it catches up sooner. */
const PATIENCE = 1000;
/** Milliseconds between two looks at it. */
const LOOK = 10;

/**
 * Makes the upstream wait for pages that are far behind but move on: in a burst, pages that share a
 * processor take turns, and the first one would soon be so far ahead that the others are overdue. A page
 * that stands still is given up after a second; it is waited for again when it has caught up.
 *
 * @internal
 */
export class Stragglers {
  readonly #subscribers: ReadonlySet<Subscriber>;
  readonly #givenUp = new WeakSet<Subscriber>();

  constructor(subscribers: ReadonlySet<Subscriber>) {
    this.#subscribers = subscribers;
  }

  /** Resolves when nobody is far behind who is not given up. */
  async caughtUp(): Promise<void> {
    for (let waited = 0; this.#late().length > 0; waited += LOOK) {
      if (waited >= PATIENCE) for (const subscriber of this.#late()) this.#givenUp.add(subscriber);
      else await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
  }

  #late(): Subscriber[] {
    return [...this.#subscribers].filter((subscriber) => {
      if (!subscriber.isLate) this.#givenUp.delete(subscriber);
      return subscriber.isLate && !this.#givenUp.has(subscriber);
    });
  }
}
