import { InvalidOptionError } from 'sse-multiplexer';
import { SessionCookies } from './SessionCookies.js';
import type { SharedEventStreamsOptions } from '../options/SharedEventStreamsOptions.js';
import { watchRequests } from './watchRequests.js';

declare const self: ServiceWorkerGlobalScope;

/** Milliseconds for which pages wait at most for a login or logout to be over. */
const LONGEST = 10_000;

/**
 * Who the user is, as far as the worker can know: resets streams when that may have changed.
 *
 * @internal
 */
export class Session {
  readonly #reset: () => Promise<void>;
  readonly #cookies: SessionCookies | undefined;
  /** The logins and logouts that are under way. */
  readonly #underWay = new Set<Promise<boolean>>();
  #waiting: (() => void)[] = [];

  /**
   * @param reset - from its call on, synchronously, nothing is shared that was opened before.
   * @throws {@link InvalidOptionError}
   */
  constructor(
    { resetOn = [], resetOnCookies = [] }: SharedEventStreamsOptions,
    reset: () => Promise<void>,
  ) {
    check('resetOn', 'an array of URLs and RegExps', resetOn, isPattern);
    check('resetOnCookies', 'an array of names', resetOnCookies, isName);
    this.#reset = reset;
    if (resetOn.length > 0) {
      watchRequests(resetOn, (over) => {
        this.#begin(over);
      });
    }
    if (resetOnCookies.length > 0) {
      this.#cookies = new SessionCookies(resetOnCookies, () => void reset());
    }
  }

  /** Resolves when a page may join: no login is under way, and none has passed unnoticed. */
  async settled(): Promise<void> {
    do {
      while (this.#underWay.size > 0) {
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
      await this.#cookies?.check();
    } while (this.#underWay.size > 0);
  }

  /** @param over - resolves before the login's page can see the answer; false if there was none. */
  #begin(over: Promise<boolean>): void {
    this.#underWay.add(over);
    const end = (): void => {
      this.#underWay.delete(over);
      void this.#reset();
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

function isPattern(value: unknown): boolean {
  if (typeof value !== 'string') return value instanceof RegExp;
  try {
    return Boolean(new URL(value, self.location.href));
  } catch {
    return false;
  }
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function check(
  option: string,
  expected: string,
  value: unknown,
  isValid: (part: unknown) => boolean,
): void {
  if (Array.isArray(value) && value.every(isValid)) return;
  throw new InvalidOptionError(option, expected, value);
}
