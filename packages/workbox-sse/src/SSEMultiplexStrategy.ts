import type { EventStreamsSnapshot } from 'sse-multiplexer';
import {
  SharedEventStreams,
  type SharedEventStreamsOptions,
  type UpstreamCarrier,
} from 'sse-service-worker';
import type { HandlerCallbackOptions, WorkboxPlugin } from 'workbox-core/types.js';
import { Strategy } from 'workbox-strategies/Strategy.js';
import { StrategyHandler } from 'workbox-strategies/StrategyHandler.js';

/**
 * Options of {@link SSEMultiplexStrategy}: how streams are shared, and how Workbox fetches them.
 *
 * @public
 */
export interface SSEMultiplexStrategyOptions extends SharedEventStreamsOptions {
  /** Workbox plugins. Those that see a fetch are called once per upstream, the others once per tab. */
  readonly plugins?: readonly WorkboxPlugin[];
  /**
   * Passed to `fetch` whenever Workbox opens an upstream. Default: none. An option that changes the request itself
   * throws; change the request in a plugin's `requestWillFetch`.
   */
  readonly fetchOptions?: Pick<RequestInit, 'priority' | 'referrer' | 'referrerPolicy'>;
  /**
   * Carries all streams over one connection: an `EventStreamCarrier` of `event-stream-carrier`, for a
   * server that has `sse-carrier`. Default none: a connection for each stream.
   */
  readonly carrier?: UpstreamCarrier;
}

/**
 * Workbox strategy that answers all tabs that ask for the same event stream over one connection to the
 * server. Every tab gets the server's event blocks byte for byte. A request that may not be shared
 * falls through to the browser.
 *
 * The strategy never keeps the worker alive with `waitUntil`, never caches, and never lets a catch
 * handler answer an event stream: a server that cannot be reached is to the page what it would be without a worker.
 *
 * @example
 * registerRoute(isEventStreamRequest, new SSEMultiplexStrategy());
 *
 * @public
 */
export class SSEMultiplexStrategy extends Strategy {
  readonly #streams: SharedEventStreams;
  readonly #fetch: (handler: StrategyHandler, upstream: Request) => Promise<Response>;

  /** @throws `InvalidOptionError` if an option has a value that it cannot have; in development builds only. */
  constructor(options: SSEMultiplexStrategyOptions = {}) {
    const { plugins = [], fetchOptions, carrier, ...sharedOptions } = options;
    super({ plugins: [...plugins], ...(fetchOptions && { fetchOptions }) });
    this.#fetch = (handler, upstream) =>
      carrier?.fetchFor(handler, upstream, fetchOptions) ?? handler.fetch(upstream);
    this.#streams = new SharedEventStreams(sharedOptions, {
      name: 'workbox-sse',
      carrier,
      fetchOptions,
      fetch: (request) => this.#fetchUnasked(request),
    });
  }

  /**
   * Answers a request with a shared stream, or returns `undefined`, synchronously, for one that may
   * not be shared: Workbox then leaves it to the browser.
   */
  override handle(options: FetchEvent | HandlerCallbackOptions): Promise<Response> | undefined;
  /** For the type of Workbox's own strategies, which never fall through. */
  override handle(options: FetchEvent | HandlerCallbackOptions): Promise<Response>;
  override handle(options: FetchEvent | HandlerCallbackOptions): Promise<Response> | undefined {
    const { request } = options;
    const event = 'event' in options ? options.event : options;
    const { clientId } = event as FetchEvent;
    // A string is no event's request, and no EventSource asks by it.
    if (typeof request === 'string') return undefined;
    return this.#streams.handle(request, clientId, (asked) => {
      const more = 'event' in options ? options : {};
      const [response, done] = this.handleAll({ ...more, event, request: asked });
      // `done` rejects for work of plugins that failed; the same as in the other strategies.
      void done;
      return response;
    });
  }

  /** A snapshot of the streams, as plain data: states, tabs and counters. */
  inspect(): EventStreamsSnapshot {
    return this.#streams.inspect();
  }

  /**
   * Forgets all streams, because who the user is may have changed, for example after a login or logout.
   * Tabs are sent away, come back by themselves to streams that are opened anew, and are told of a gap
   * with the reason `reset`. From the moment of the call nothing is shared that was opened before.
   *
   * @returns a promise that resolves when storage has nothing of them but the list of pages to tell.
   */
  reset(): Promise<void> {
    return this.#streams.reset();
  }

  /**
   * Ends all sharing, for as long as this run of the worker lasts: from the call on every request falls through
   * to the browser. Tabs come back by themselves, after their own reconnection time, and go on where they stopped,
   * on a connection each. Cannot be undone; a second call does nothing. A worker that is started again shares again, unless
   * its script says otherwise.
   */
  dispose(): void {
    this.#streams.dispose();
  }

  /** Called by Workbox, with the handler of one tab's request. */
  protected override _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    const { clientId } = handler.event as FetchEvent;
    return this.#streams.join(request, clientId, (upstream) => this.#fetch(handler, upstream));
  }

  /** Fetches an upstream that no tab has just asked for: plugins see it like any other. */
  async #fetchUnasked(request: Request): Promise<Response> {
    // The handler of a tab's request is over by now. Workbox wants an event, whose waitUntil throws
    // where the event is not the browser's own.
    const event = new ExtendableEvent('upstream');
    event.waitUntil = () => undefined;
    const handler = new StrategyHandler(this, { event, request });
    try {
      return await this.#fetch(handler, request);
    } finally {
      handler.destroy();
    }
  }
}
