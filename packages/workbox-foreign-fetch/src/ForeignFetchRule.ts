/**
 * Which requests a provider answers, as it registers them.
 *
 * @public
 */
export interface ForeignFetchRule {
  /**
   * URL prefixes of the requests that become `foreignfetch` events, relative to the provider's script.
   * They must lie in the origins that the app grants. Of several that fit a URL the longest counts, whichever
   * provider has registered it.
   */
  readonly scopes: readonly string[];
  /** Origins of the apps that are served, or `['*']` for all. Requests of others fall through. */
  readonly origins: readonly string[];
  /** Whether `event.request` keeps the credentials mode of the page's request. Default: `omit`. */
  readonly withCredentials?: boolean;
  /**
   * URL prefixes within the grant that are left to the browser, though a shorter scope covers them.
   * Where browsers have static routing (Chromium), requests for them do not even start the worker, so
   * that no route of the app sees them either. Default none.
   */
  readonly network?: readonly string[];
}
