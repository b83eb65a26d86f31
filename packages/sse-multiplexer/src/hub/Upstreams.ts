import type { FanOut } from '../delivery/FanOut.js';
import type { HubEnvironment } from './HubEnvironment.js';
import { reconnectDelay } from '../upstream/reconnectDelay.js';
import { Resumption } from '../upstream/Resumption.js';
import { StreamRequests } from '../upstream/StreamRequests.js';
import { Upstream, type UpstreamEnd, type UpstreamSink } from '../upstream/Upstream.js';
import type { Visit } from '../upstream/Visit.js';

/** Milliseconds for which the answer to a request is waited for that no page waits with. */
const PATIENCE = 60_000;

/** Milliseconds: a connection that was there for so long works, whether or not it has brought an event. */
const LASTING = 30_000;

/** So many answers in a row are those to somebody who polls. A server that is stopped ends one at once, too, but does not go on like that. */
const POLLS = 2;

/**
 * Opens the upstreams of a hub, one after the other: knows with which request, and how the server is
 * asked to resume.
 *
 * @internal
 */
export class Upstreams {
  readonly requests = new StreamRequests();
  readonly resumption: Resumption;
  readonly #sink: UpstreamSink;
  readonly #fanOut: FanOut;
  readonly #environment: HubEnvironment;
  #attempt = 0;
  #polls = 0;
  /** When one was last opened, by the monotonic clock. */
  #openedAt = -Infinity;

  constructor(sink: UpstreamSink, fanOut: FanOut, environment: HubEnvironment) {
    const { options, origin, warn } = environment;
    this.resumption = new Resumption(options.resume, origin, (url) => {
      warn('resume-refused', url);
    });
    this.#sink = sink;
    this.#fanOut = fanOut;
    this.#environment = environment;
  }

  /** Opens one on behalf of a page, with the newest URL. */
  open({ fetch, request, seesBreaks = false }: Visit, lastEventId: string): Upstream {
    return this.openWith(
      { fetch, request: this.requests.newest ?? request, seesBreaks },
      lastEventId,
    );
  }

  /**
   * Opens one on behalf of no page, with the newest URL and the stream's own last event ID; `undefined` if
   * no page has ever asked.
   */
  reopen(): Upstream | undefined {
    const { fetch } = this.#environment;
    const request = this.requests.newest;
    const { lastEventId } = this.#fanOut.memory.position;
    // Nobody's request could be left to the browser.
    return request && this.openWith({ fetch, request, seesBreaks: true }, lastEventId, PATIENCE);
  }

  /**
   * How long to wait before one is opened on behalf of no page: milliseconds, more each time until a server
   * has answered.
   *
   * @param retryAfter - the header of the last answer.
   */
  delay(retryAfter: string | null): number {
    return reconnectDelay(this.#attempt++, this.#fanOut.memory.position.wait, retryAfter);
  }

  /** How long to wait before a page that comes may have one opened: milliseconds. */
  get soonest(): number {
    return Math.max(0, this.#openedAt + this.#fanOut.memory.position.wait - performance.now());
  }

  /** The server has answered one with an event stream. */
  opened({ opening }: Upstream): void {
    this.requests.answered(opening.page, false);
  }

  /** One that was open is over. */
  ended({ age, outlastsPoll }: Upstream, end: UpstreamEnd): void {
    if (age >= LASTING) this.proved();
    this.#polls = end === 'ended' && !outlastsPoll ? this.#polls + 1 : 0;
  }

  /**
   * Whether pages poll, so that an answer is for whom it was given to.
   *
   * @param current - the one that there is, if any: it shows whether that has changed.
   */
  isPolled(current?: Upstream): boolean {
    return this.#polls >= POLLS && !current?.outlastsPoll;
  }

  /** A stream that has brought an event works; a head alone does not show that. */
  proved(): void {
    this.#attempt = 0;
  }

  /**
   * Opens one with the very URL that a page has asked for.
   *
   * @param patience - milliseconds for which an answer is waited for, where the option `silence` sets none.
   */
  openWith(
    { fetch, request, seesBreaks = false }: Pick<Visit, 'fetch' | 'request' | 'seesBreaks'>,
    lastEventId: string,
    patience?: number,
  ): Upstream {
    const { options } = this.#environment;
    this.#fanOut.counters.attempts++;
    this.#openedAt = performance.now();
    const upstream = new Upstream(
      this.#sink,
      { page: request, lastEventId, isLeftRather: !seesBreaks, patience },
      this.resumption,
      options,
    );
    void upstream.open(fetch);
    return upstream;
  }
}
