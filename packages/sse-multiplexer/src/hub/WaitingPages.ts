import { StreamRequests } from '../upstream/StreamRequests.js';
import type { Visit } from '../upstream/Visit.js';

interface Waiting {
  readonly visit: Visit;
  readonly resolve: (response: Response | PromiseLike<Response>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The pages that wait for the answer to one attempt, or to the one that follows on it.
 *
 * @internal
 */
export class WaitingPages {
  #waiting: Waiting[] = [];

  /** The visit that came last, of those that still wait. */
  get newest(): Visit | undefined {
    return this.#waiting.at(-1)?.visit;
  }

  get clientIds(): string[] {
    return this.#waiting.map(({ visit }) => visit.clientId);
  }

  add(visit: Visit): Promise<Response> {
    return new Promise((resolve, reject) => this.#waiting.push({ visit, resolve, reject }));
  }

  /** Gives each page its answer. */
  answer(answerTo: (visit: Visit) => Response | Promise<Response>): void {
    for (const { visit, resolve } of this.#take()) resolve(answerTo(visit));
  }

  /**
   * Gives a refusal to the pages that have asked for the very URL that was refused; any other waits on.
   *
   * @returns whether there was one.
   */
  refuse(page: Request, response: Response): boolean {
    const all = this.#take();
    const isOfUrl = ({ visit }: Waiting): boolean =>
      StreamRequests.haveSameUrl(visit.request, page);
    this.#waiting = all.filter((one) => !isOfUrl(one));
    const refused = all.filter(isOfUrl);
    // Cloned before the first is read, which is when its page gets it.
    const answers = refused.map((_, index) => (index ? response.clone() : response));
    refused.forEach(({ resolve }, index) => {
      resolve(answers[index] ?? response);
    });
    return refused.length > 0;
  }

  /** Tells each page that there is no answer. */
  fail(error: unknown): void {
    for (const { reject } of this.#take()) reject(error);
  }

  /** Has each page come back by itself. */
  sendAway(last?: Uint8Array<ArrayBuffer>): void {
    const init = { headers: { 'content-type': 'text/event-stream' } };
    this.answer(({ seesBreaks }) =>
      seesBreaks
        ? Promise.reject(new TypeError('The connection is broken.'))
        : new Response(last ?? '', init),
    );
  }

  #take(): Waiting[] {
    return this.#waiting.splice(0);
  }
}
