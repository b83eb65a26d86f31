import type { MultiplexerOptions } from 'sse-multiplexer';

/**
 * How streams are shared, and when they are reset. Every option has a default; a wrong value throws
 * when it is given.
 *
 * @public
 */
export interface SharedEventStreamsOptions extends MultiplexerOptions {
  /**
   * Requests that change who the user is: login, logout, whatever their method. A string is a URL
   * relative to the worker's, without regard to the fragment; a RegExp is tested against the whole URL.
   * Until such a request is answered no page joins a stream, for 10 seconds at most; then all streams
   * are reset. Requests that are no navigations are answered from the network, whatever other routes
   * say. Default none. Requests of pages that the worker does not control are not seen.
   */
  readonly resetOn?: readonly (string | RegExp)[];
  /**
   * Names of cookies that say who the user is. When one of them changes, all streams are reset. Only
   * where the browser shows workers cookies, and never one that is `HttpOnly`. Default none.
   */
  readonly resetOnCookies?: readonly string[];
}
