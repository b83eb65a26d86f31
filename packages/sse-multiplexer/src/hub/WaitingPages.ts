import type { Arrival } from './Arrival.js';
import { StreamRequests } from '../upstream/StreamRequests.js';

interface Waiting {
  readonly arrival: Arrival;
  readonly resolve: (response: Response | PromiseLike<Response>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The pages that wait for the answer to one attempt, or to the one that follows on it. One that leaves
 * meanwhile, as its visit's signal tells, waits no longer.
 *
 * @internal
 */
export class WaitingPages {
  #waiting: Waiting[] = [];
  readonly #onEmpty: () => void;

  /** @param onEmpty - called when the last one has left. */
  constructor(onEmpty: () => void) {
    this.#onEmpty = onEmpty;
  }

  /** The one that came last, of those that still wait. */
  get newest(): Arrival | undefined {
    return this.#waiting.at(-1)?.arrival;
  }

  get arrivals(): Arrival[] {
    return this.#waiting.map(({ arrival }) => arrival);
  }

  add(arrival: Arrival): Promise<Response> {
    return new Promise((resolve, reject) => {
      const waiting = { arrival, resolve, reject };
      this.#waiting.push(waiting);
      arrival.visit.signal?.addEventListener('abort', () => {
        this.#leave(waiting);
      });
    });
  }

  /** Gives each page its answer. */
  answer(answerTo: (arrival: Arrival) => Response | Promise<Response>): void {
    for (const { arrival, resolve } of this.#take()) resolve(answerTo(arrival));
  }

  /**
   * Gives a refusal to the pages that have asked for the very URL that was refused; any other waits on.
   *
   * @returns whether there was one.
   */
  refuse(page: Request, response: Response): boolean {
    const all = this.#take();
    const isOfUrl = ({ arrival }: Waiting): boolean =>
      StreamRequests.haveSameUrl(arrival.visit.request, page);
    this.#waiting = all.filter((one) => !isOfUrl(one));
    const refused = all.filter(isOfUrl);
    // Cloned before the first is read, which is when its page gets it.
    const answers = refused.map((_, index) => (index ? response.clone() : response));
    refused.forEach(({ resolve }, index) => {
      resolve(answers[index] ?? response);
    });
    return refused.length > 0;
  }

  /** Tells each page, or those of a kind, that there is no answer; any other waits on. */
  fail(error: unknown, isMeant: (arrival: Arrival) => boolean = () => true): void {
    const all = this.#take();
    this.#waiting = all.filter(({ arrival }) => !isMeant(arrival));
    for (const { arrival, reject } of all) if (isMeant(arrival)) reject(error);
  }

  /** Makes each page come back by itself. */
  sendAway(last?: Uint8Array<ArrayBuffer>): void {
    const init = { headers: { 'content-type': 'text/event-stream' } };
    this.answer(({ visit: { seesBreaks } }) =>
      seesBreaks
        ? Promise.reject(new TypeError('The connection is broken.'))
        : new Response(last ?? '', init),
    );
  }

  #leave(waiting: Waiting): void {
    const index = this.#waiting.indexOf(waiting);
    if (index < 0) return;
    this.#waiting.splice(index, 1);
    // Nobody is there to be answered; the promise is not to stay open.
    waiting.reject(new DOMException('The page has left.', 'AbortError'));
    if (this.#waiting.length === 0) this.#onEmpty();
  }

  #take(): Waiting[] {
    return this.#waiting.splice(0);
  }
}
