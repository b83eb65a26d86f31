import type { Resume } from '../options/Resume.js';

/** So many refusals in a row are believed. */
const CONVINCING = 2;

/**
 * How a stream's server is asked to resume after an event ID; remembers where that is refused.
 *
 * @internal
 */
export class Resumption {
  readonly #resume: Resume;
  readonly #origin: string;
  readonly #onRefused: (url: string) => void;
  #refusals = 0;
  #isElsewhere = false;

  /**
   * @param origin - the pages' origin.
   * @param onRefused - told of the first refusal in a row.
   */
  constructor(resume: Resume, origin: string, onRefused: (url: string) => void) {
    this.#resume = resume;
    this.#origin = origin;
    this.#onRefused = onRefused;
  }

  /** How to ask on behalf of a page. */
  wayFor(page: Request): Resume {
    return this.isRefused(page) ? false : this.#resume;
  }

  /** Whether the server would be asked, but has refused that. */
  isRefused(page: Request): boolean {
    return this.#refusals >= CONVINCING && this.#isCrossOrigin(page);
  }

  /** Whether asking can fail by itself: the header makes a cross-origin request preflighted. */
  mayBeRefused(page: Request): boolean {
    return this.wayFor(page) === 'header' && this.#isCrossOrigin(page);
  }

  /** Says where an answer came from: redirects may lead to another origin, which is asked by preflight. */
  answered({ url }: Response): void {
    // A response that a plugin made has no URL.
    if (url) this.#isElsewhere = new URL(url).origin !== this.#origin;
  }

  /** Says that the server was reached with the header. */
  accepted(): void {
    this.#refusals = 0;
  }

  /**
   * Says that the server was reached without the header, but not with it. That may be a passing error; the
   * second time in a row it is believed, and the header is not sent again.
   */
  refuse(page: Request): void {
    if (++this.#refusals === 1) this.#onRefused(page.url);
  }

  #isCrossOrigin(page: Request): boolean {
    return this.#isElsewhere || new URL(page.url).origin !== this.#origin;
  }
}
