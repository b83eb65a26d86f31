import { Hub } from './Hub.js';
import { isShareable } from './isShareable.js';
import type { MultiplexerOptions } from './MultiplexerOptions.js';
import { type ResolvedOptions, resolveOptions } from './resolveOptions.js';
import { shareKey } from './shareKey.js';
import type { FetchUpstream, Visit } from './Visit.js';
import type { Warn } from './Warn.js';

/**
 * What a multiplexer needs of the worker it runs in.
 *
 * @public
 */
export interface MultiplexerEnvironment {
  /** The worker's origin. */
  readonly origin: string;
  /** Fetches what no single page has asked for: a stream that the worker reopens by itself. */
  readonly fetch: FetchUpstream;
  readonly warn: Warn;
}

/**
 * Shares event streams: one upstream for all pages that ask for the same stream.
 *
 * @public
 */
export class EventStreamMultiplexer {
  readonly #options: ResolvedOptions;
  readonly #environment: MultiplexerEnvironment;
  /** An entry stands here before its first await, so that simultaneous pages share one attempt. */
  readonly #hubs = new Map<string, Hub>();
  readonly #unshareable = new Set<string>();

  /** @throws {@link InvalidOptionError} */
  constructor(options: MultiplexerOptions, environment: MultiplexerEnvironment) {
    this.#options = resolveOptions(options);
    this.#environment = environment;
  }

  /**
   * Whether a request may share a stream; one that may not must be left to the browser. Synchronous,
   * because only a synchronous decision can leave a request to the browser.
   */
  accepts(request: Request): boolean {
    return isShareable(request) && !this.#unshareable.has(shareKey(request));
  }

  /**
   * Puts a page on the stream that its request, an accepted one, asks for. The promise rejects, with fetch's own error, if the server cannot be
   * reached; any answer of the server, a refusal too, is a response.
   */
  join(visit: Visit): Promise<Response> {
    const key = shareKey(visit.request);
    return (this.#hubs.get(key) ?? this.#newHub(key, visit.request.url)).join(visit);
  }

  #newHub(key: string, url: string): Hub {
    const hub = new Hub({
      ...this.#environment,
      options: this.#options,
      onClosed: (end) => {
        this.#hubs.delete(key);
        if (end !== 'too-large') return;
        this.#unshareable.add(key);
        this.#environment.warn('block-too-large', url);
      },
    });
    this.#hubs.set(key, hub);
    return hub;
  }
}
