import type { HTTPMethod } from 'workbox-routing/utils/constants.js';

/**
 * Which event streams {@link EventStreamBypassRoute} leaves to the browser. Without options: all.
 * Conditions that are given must all hold.
 *
 * @public
 */
export interface EventStreamBypassOptions {
  /** The request's method. Default `'GET'`. A Workbox route has one; see `register`. */
  readonly method?: HTTPMethod;
  /**
   * Streams by URL: a string is a URL relative to the worker's, without regard to the fragment; without
   * a `?` it stands for any query. A RegExp is tested against the whole URL. One of them must match.
   * Requests for a URL that is named here need no `Accept: text/event-stream`: some SDKs read event
   * streams with `*\/*`.
   */
  readonly urls?: readonly (string | RegExp)[];
  /** Streams by origin, such as `'https://streaming.example.com'`. One of them must match. */
  readonly origins?: readonly string[];
  /** Any other condition. Must answer synchronously. */
  readonly predicate?: (request: Request, url: URL) => boolean;
}
