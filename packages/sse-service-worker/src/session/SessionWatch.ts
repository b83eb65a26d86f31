import { SessionCookies } from './SessionCookies.js';
import type { SessionOptions } from '../options/SessionOptions.js';
import type { WatchedSession } from '../options/Session.js';
import { watchRequests } from './watchRequests.js';

/** Milliseconds for which a stream waits at most for a login or logout to be over. */
const LONGEST = 10_000;

/**
 * Resets the streams of one strategy when the user may have changed.
 *
 * @internal
 */
export class SessionWatch implements WatchedSession {
  readonly #reset: () => void;
  readonly #cookies: SessionCookies | undefined;
  /** The logins and logouts that are under way. */
  readonly #underWay = new Set<Promise<boolean>>();
  #waiting: (() => void)[] = [];

  constructor({ resetOn = [], resetOnCookies = [] }: SessionOptions, reset: () => void) {
    this.#reset = reset;
    if (resetOn.length > 0) {
      watchRequests(resetOn, (over) => {
        this.#begin(over);
      });
    }
    if (resetOnCookies.length > 0) this.#cookies = new SessionCookies(resetOnCookies, reset);
  }

  async settled(url: string): Promise<void> {
    do {
      while (this.#underWay.size > 0) {
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
      await this.#cookies?.check(url);
    } while (this.#underWay.size > 0);
  }

  /** @param over - resolves before the login's page can see the answer; false if there was none. */
  #begin(over: Promise<boolean>): void {
    this.#underWay.add(over);
    const end = (): void => {
      this.#underWay.delete(over);
      this.#reset();
      if (this.#underWay.size > 0) return;
      for (const resolve of this.#waiting.splice(0)) resolve();
    };
    const timer = setTimeout(end, LONGEST);
    void over.then((isSeen) => {
      clearTimeout(timer);
      // One that has taken longer resets once more.
      if (isSeen) end();
    });
  }
}
