import type { ForeignFetchAnswer } from './ForeignFetchAnswer.js';

/**
 * A request of an app's page to a provider. If no listener answers, the request falls through: to the
 * app's default handler, then to the browser's HTTP cache and the network.
 *
 * @public
 */
export class ForeignFetchEvent extends Event {
  /** The app's origin. */
  readonly origin = location.origin;
  /** Keeps the worker until the work is done, as the `fetch` event's method of this name does. */
  readonly waitUntil: (work: Promise<unknown>) => void;
  /** @internal */
  answer: Promise<ForeignFetchAnswer> | undefined;
  readonly #original: Request;
  readonly #init: RequestInit;
  #request: Request | undefined;

  /** @internal */
  constructor(
    request: Request,
    withCredentials: boolean,
    waitUntil: (work: Promise<unknown>) => void,
  ) {
    super('foreignfetch');
    this.#original = request;
    this.#init = withCredentials ? {} : { credentials: 'omit' };
    this.waitUntil = waitUntil;
  }

  /** The page's request, without credentials unless the rule says otherwise. */
  get request(): Request {
    // A copy: whatever is read of it, the request can still fall through.
    return (this.#request ??= new Request(this.#original.clone(), this.#init));
  }

  /**
   * Answers the request. Must be called while the event is dispatched, once.
   *
   * @throws a DOMException named `InvalidStateError` otherwise.
   */
  respondWith(answer: ForeignFetchAnswer | Promise<ForeignFetchAnswer>): void {
    if (this.answer || !this.eventPhase) {
      throw new DOMException('Too late, or twice', 'InvalidStateError');
    }
    this.stopImmediatePropagation();
    this.answer = Promise.resolve(answer);
  }
}
