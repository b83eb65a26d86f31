import { SettledAbort } from 'sse-multiplexer';

/** Replaced by the build tool. */
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** @public */
export interface EventStreamPreflightOptions {
  /**
   * What is sent before each upstream: a URL, relative to the worker's, a request, or a function that
   * makes one from the upstream's request. Default: the upstream's own URL and credentials mode.
   */
  readonly request?: string | URL | Request | ((upstream: Request) => string | URL | Request);
  /** Further options for its `fetch`. Default `{method: 'OPTIONS'}`. */
  readonly init?: RequestInit;
  /**
   * Whether an upstream is opened only after a preflight that succeeded, with an `ok` status. Default
   * false: a failure is a warning in development builds, and the upstream is opened all the same.
   */
  readonly required?: boolean;
}

/**
 * Plugin for SSEMultiplexStrategy that sends a request before each upstream is opened, for
 * servers that want one first. To another origin, the browser itself asks by preflight whether OPTIONS
 * is allowed.
 *
 * @example
 * new SSEMultiplexStrategy({ plugins: [new EventStreamPreflightPlugin()] });
 *
 * @public
 */
export class EventStreamPreflightPlugin {
  readonly #options: EventStreamPreflightOptions;

  constructor(options: EventStreamPreflightOptions = {}) {
    this.#options = options;
  }

  /** Called with the request of each upstream. */
  async requestWillFetch({ request }: { readonly request: Request }): Promise<Request> {
    try {
      const response = await this.#send(request);
      if (!response.ok) throw new Error(`The preflight was answered with ${response.status}.`);
    } catch (error) {
      if (this.#options.required) throw error;
      if (process.env.NODE_ENV !== 'production') {
        console.warn(
          `The preflight for ${request.url} failed; its stream is opened without it.`,
          error,
        );
      }
    }
    return request;
  }

  /** A body that nobody reads would keep its connection: with the head of its answer it is over. */
  async #send(upstream: Request): Promise<Response> {
    const { request = upstream.url, init = { method: 'OPTIONS' } } = this.#options;
    const target = typeof request === 'function' ? request(upstream) : request;
    const { credentials } = upstream;
    const over = new SettledAbort();
    const { signal } = over;
    if (upstream.signal.aborted) over.abort();
    upstream.signal.addEventListener('abort', () => over.abort());
    const defaults = { credentials, signal, cache: 'no-store' } as const;
    // A Request says by itself how it is to be sent.
    const response = await (target instanceof Request
      ? fetch(target.clone(), { signal, ...this.#options.init })
      : fetch(target, { ...defaults, ...init }));
    over.answered();
    over.abort();
    return response;
  }
}
