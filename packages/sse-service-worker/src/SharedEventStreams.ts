import {
  EventStreamMultiplexer,
  type EventStreamsSnapshot,
  type FetchUpstream,
  type MultiplexerOptions,
} from 'sse-multiplexer';
import { answerInspections } from './answerInspections.js';
import { EarlierClients } from './EarlierClients.js';
import { UpdateHandOver } from './UpdateHandOver.js';

declare const self: ServiceWorkerGlobalScope;

/** Replaced by the build tool. */
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** What is printed after the stream's URL, in development builds. */
const WARNINGS = {
  'resume-refused':
    'refuses the Last-Event-ID header, so that events may be lost on reconnection: name it in ' +
    'Access-Control-Allow-Headers, or set the option resume.',
  'block-too-large': 'has an event larger than maxBlockBytes, and is no longer shared.',
  'share-key':
    'is left to the browser: shareKey threw, or returned neither undefined nor a string that is not ' +
    'empty, but',
};

/**
 * Who answers requests with shared streams.
 *
 * @public
 */
export interface SharedEventStreamsHost {
  /** Stands before what is printed. */
  readonly name: string;
  /** Fetches an upstream that no page has just asked for. */
  readonly fetch: FetchUpstream;
}

/**
 * The event streams that a service worker shares between its pages, and what keeps them through the
 * worker's own life. To be made while the worker's script is first run: it listens to the worker's
 * `install` and `activate`.
 *
 * @public
 */
export class SharedEventStreams {
  readonly #multiplexer: EventStreamMultiplexer;
  readonly #update: UpdateHandOver;
  readonly #earlier = new EarlierClients();

  /** @throws `InvalidOptionError` if an option has a value that it cannot have. */
  constructor(options: MultiplexerOptions, { name, fetch }: SharedEventStreamsHost) {
    this.#multiplexer = new EventStreamMultiplexer(options, {
      origin: self.location.origin,
      fetch,
      warn: (code, url, ...detail) => {
        if (process.env.NODE_ENV !== 'production')
          console.warn(`${name}: ${url} ${WARNINGS[code]}`, ...detail);
      },
    });
    this.#update = new UpdateHandOver(this.#multiplexer);
    answerInspections(() => this.inspect());
  }

  /**
   * Whether a request is to be answered by {@link SharedEventStreams.join}; any other must be left to
   * the browser. Synchronous, because only a synchronous decision can leave a request to the browser.
   */
  accepts(request: Request, clientId: string): boolean {
    if (!this.#update.isUnderWay) return this.#multiplexer.accepts(request);
    this.#earlier.add(clientId);
    return false;
  }

  /** What there is to see of the streams, as plain data. Nothing is made while nobody asks. */
  inspect(): EventStreamsSnapshot {
    return this.#multiplexer.inspect();
  }

  /**
   * Puts a page on the stream that its request asks for.
   *
   * @param fetch - fetches an upstream that is opened on behalf of this page.
   * @returns what to answer; rejects, with fetch's own error, if the server cannot be reached. Answer
   *   `Response.error()` then, never a page: an EventSource tries a network error again.
   */
  async join(request: Request, clientId: string, fetch: FetchUpstream): Promise<Response> {
    await this.#update.takenOver();
    this.#update.cameBack(request, clientId);
    const { userAgent } = self.navigator;
    return this.#multiplexer.join({
      request,
      clientId,
      mayReturn: this.#earlier.has(clientId) && userAgent.includes('Chrome/'),
      // Only an EventSource's request is `no-store` of its own accord.
      dropsBareIds: request.cache === 'no-store' && userAgent.includes('Firefox/'),
      fetch,
    });
  }
}
