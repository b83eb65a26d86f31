import { EventTally } from '../../e2e/kit/page/EventTally.js';
import type { Tally } from '../../e2e/kit/page/EventTally.js';

/** An EventSource, what has come to it, and who waits for more. */
export class Follower {
  /** Resolves at the first `open`: what is published afterwards must come. */
  readonly opened: Promise<void>;
  readonly #source: EventSource;
  readonly #tally: EventTally;
  readonly #checks = new Set<() => void>();

  constructor(url: string) {
    this.#source = new EventSource(url);
    this.opened = new Promise((resolve) => {
      this.#source.addEventListener('open', () => resolve(), { once: true });
    });
    this.#tally = new EventTally(this.#source, () => {
      for (const check of [...this.#checks]) check();
    });
  }

  get state(): Tally & { readonly readyState: number } {
    return { ...this.#tally.tally, readyState: this.#source.readyState };
  }

  close(): void {
    this.#source.close();
  }

  /** Resolves when this event, or a later one, has come. */
  until(number: number): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if ((this.#tally.tally.last ?? 0) < number) return;
        this.#checks.delete(check);
        resolve();
      };
      this.#checks.add(check);
      check();
    });
  }
}
