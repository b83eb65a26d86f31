import type { MultiplexerOptions } from 'sse-multiplexer';

/**
 * How a worker shares event streams, and when it resets them. Every option has a default; a wrong value
 * throws when it is given.
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
  /**
   * How Firefox, which ends a worker 30 seconds after the last event that came to it, is kept from ending
   * one whose streams are open. `'page'`: pages are asked by message whether they are there, and those
   * that call `keepEventStreamsAlive` of `workbox-sse-window` answer. `'rotate'`: every 20 seconds
   * one EventSource is sent away for a moment; its return is such an event. `'auto'` (default): pages are
   * asked first, and one is sent away only if none answers. `false`: neither. Without effect in
   * browsers that keep a worker while its streams are open.
   */
  readonly keepAlive?: 'auto' | 'page' | 'rotate' | false;
}
