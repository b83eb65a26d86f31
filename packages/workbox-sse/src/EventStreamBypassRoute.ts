import { InvalidOptionError } from 'sse-multiplexer';
import type { HTTPMethod } from 'workbox-routing/utils/constants.js';
import { Route } from 'workbox-routing/Route.js';
import { bypassEventStream } from './bypassEventStream.js';
import { fallThrough } from './fallThrough.js';

/**
 * Which event streams {@link EventStreamBypassRoute} leaves to the browser. Without options: all.
 * Conditions that are given must all hold.
 *
 * @public
 */
export interface EventStreamBypassOptions {
  /** The request's method. Default `'GET'`. A Workbox route has one; see `forMethods`. */
  readonly method?: HTTPMethod;
  /**
   * Streams by URL: a string is a URL relative to the worker's, without regard to the fragment, a
   * RegExp is tested against the whole URL. One of them must match. Requests for a URL that is
   * named here need no `Accept: text/event-stream`: some SDKs read event streams with `*\/*`.
   */
  readonly urls?: readonly (string | RegExp)[];
  /** Streams by origin, such as `'https://streaming.example.com'`. One of them must match. */
  readonly origins?: readonly string[];
  /** Any other condition. Must answer synchronously. */
  readonly predicate?: (request: Request, url: URL) => boolean;
}

/**
 * {@link bypassEventStream} and {@link fallThrough} as one Workbox route.
 *
 * @example
 * registerRoute(new EventStreamBypassRoute({ origins: ['https://streaming.split.io'] }));
 *
 * @public
 */
export class EventStreamBypassRoute extends Route {
  /** @throws {@link InvalidOptionError} if an option has a value that it cannot have. */
  constructor(options: EventStreamBypassOptions = {}) {
    const { method = 'GET', predicate } = options;
    const urls = list('urls', options.urls)?.map((url) =>
      typeof url === 'string' ? withoutFragment(absolute('urls', url)) : url,
    );
    const origins = list('origins', options.origins)?.map(
      (origin) => absolute('origins', origin).origin,
    );
    if (predicate !== undefined && typeof predicate !== 'function') {
      throw new InvalidOptionError('predicate', 'a function', predicate);
    }

    super(
      (match) => {
        const { request, url } = match;
        return Boolean(
          (urls ? urls.some((pattern) => matches(pattern, url)) : bypassEventStream(match)) &&
          (!origins || origins.includes(url.origin)) &&
          (!predicate || predicate(request, url)),
        );
      },
      fallThrough,
      method,
    );
  }

  /** One route for each method: Workbox files a route under a single one. */
  static forMethods(
    methods: readonly HTTPMethod[],
    options: Omit<EventStreamBypassOptions, 'method'> = {},
  ): EventStreamBypassRoute[] {
    return methods.map((method) => new EventStreamBypassRoute({ ...options, method }));
  }
}

function list<T>(option: string, value: readonly T[] | undefined): readonly T[] | undefined {
  if (value !== undefined && !Array.isArray(value)) {
    throw new InvalidOptionError(option, 'an array', value);
  }
  return value;
}

function absolute(option: string, url: string): URL {
  try {
    return new URL(url, self.location.href);
  } catch {
    throw new InvalidOptionError(option, 'URLs', url);
  }
}

function matches(pattern: string | RegExp, url: URL): boolean {
  return typeof pattern === 'string'
    ? withoutFragment(url) === pattern
    : url.href.search(pattern) >= 0;
}

function withoutFragment(url: URL): string {
  return url.href.split('#')[0] ?? '';
}
