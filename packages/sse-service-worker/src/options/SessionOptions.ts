/**
 * What shows that the user may have changed.
 *
 * @public
 */
export interface SessionOptions {
  /**
   * Requests that change who the user is: login, logout, whatever their method. A string is a URL
   * relative to the worker's, without regard to the fragment; without a `?` it stands for any query. A
   * RegExp is tested against the whole URL. Until such a request is answered no stream is opened or joined, for
   * 10 seconds at most; then all streams are reset. Requests that are no navigations are answered from the
   * network, whatever other routes say. Default none. Requests of pages that the worker does not control
   * are not seen.
   */
  readonly resetOn?: readonly (string | RegExp)[];
  /**
   * Names of cookies that say who the user is. When one of them changes, all streams are reset. Only
   * where the browser shows workers cookies, and never one that is `HttpOnly`. Default none.
   */
  readonly resetOnCookies?: readonly string[];
}
