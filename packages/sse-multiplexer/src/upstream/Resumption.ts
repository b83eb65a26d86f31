import type { Resume } from '../options/Resume.js';

/**
 * How a stream's server is asked to go on after an event ID; remembers where that is refused.
 *
 * @internal
 */
export class Resumption {
  readonly #resume: Resume;
  readonly #origin: string;
  readonly #onRefused: (url: string) => void;
  #isHeaderRefused = false;
  #isElsewhere = false;

  /**
   * @param origin - the pages' origin.
   * @param onRefused - told once, when the server turns out to refuse the header.
   */
  constructor(resume: Resume, origin: string, onRefused: (url: string) => void) {
    this.#resume = resume;
    this.#origin = origin;
    this.#onRefused = onRefused;
  }

  /** How to ask on behalf of a page. */
  wayFor(page: Request): Resume {
    return this.#isHeaderRefused && this.#isCrossOrigin(page) ? false : this.#resume;
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

  /** Says that the server was reached without the header, but not with it. It is not sent again. */
  refuse(page: Request): void {
    this.#isHeaderRefused = true;
    this.#onRefused(page.url);
  }

  #isCrossOrigin(page: Request): boolean {
    return this.#isElsewhere || new URL(page.url).origin !== this.#origin;
  }
}
