import type { HubEnvironment } from './HubEnvironment.js';
import type { UpstreamRequest } from './Upstream.js';
import { type Resume, upstreamRequest } from './upstreamRequest.js';

/**
 * How a stream's server is asked to go on after an event ID; remembers where that is refused.
 *
 * @internal
 */
export class Resumption {
  readonly #resume: Resume;
  readonly #origin: string;
  readonly #warn: (message: string) => void;
  #isHeaderRefused = false;

  constructor({ options, origin, warn }: Pick<HubEnvironment, 'options' | 'origin' | 'warn'>) {
    this.#resume = options.resume;
    this.#origin = origin;
    this.#warn = warn;
  }

  isPossible(page: Request): boolean {
    return this.#way(page) !== 'none';
  }

  /**
   * The requests that ask, to be made in turn: to go on after the ID; where a preflight may have
   * forbidden that, to begin. So a preflight that fails is made once and never again.
   *
   * @param onNotResumed - called when the server was reached, but could not be asked to go on.
   */
  requests(page: Request, lastEventId: string, onNotResumed: () => void): UpstreamRequest[] {
    const way = this.#way(page);
    const ask = (how: Resume): UpstreamRequest['make'] => {
      return (signal) => upstreamRequest(page, signal, lastEventId, how);
    };
    if (!lastEventId || way !== 'header' || !this.#isCrossOrigin(page)) {
      return [{ make: ask(way) }];
    }
    const onAnswer = (): void => {
      this.#isHeaderRefused = true;
      this.#warn(
        `${page.url} refuses the Last-Event-ID header: events may be lost on reconnection. ` +
          'Allow it in Access-Control-Allow-Headers, or set the option resume.',
      );
      onNotResumed();
    };
    return [{ make: ask('header') }, { make: ask('none'), onAnswer }];
  }

  #way(page: Request): Resume {
    return this.#isHeaderRefused && this.#isCrossOrigin(page) ? 'none' : this.#resume;
  }

  #isCrossOrigin(page: Request): boolean {
    return new URL(page.url).origin !== this.#origin;
  }
}
