/**
 * What is used of the handler of a Workbox or Serwist strategy.
 *
 * @public
 */
export interface PluginHandler {
  readonly event: ExtendableEvent;
  iterateCallbacks(
    name: 'requestWillFetch',
  ): Iterable<(param: { request: Request; event: ExtendableEvent }) => Promise<Request>>;
  iterateCallbacks(
    name: 'fetchDidSucceed',
  ): Iterable<
    (param: { request: Request; response: Response; event: ExtendableEvent }) => Promise<Response>
  >;
  runCallbacks(
    name: 'fetchDidFail',
    param: { error: Error; originalRequest: Request; request: Request; event: ExtendableEvent },
  ): Promise<void>;
}

/**
 * Fetches upstreams in another way than over a connection for each: an `EventStreamCarrier` of
 * `event-stream-carrier`.
 *
 * @public
 */
export interface UpstreamCarrier {
  /** Fetches for a strategy's handler, with its plugins. */
  fetchFor(handler: PluginHandler, request: Request, fetchOptions?: RequestInit): Promise<Response>;
  /** Ends everything that is carried, because who the user is may have changed. */
  reset(): void;
}
