/** How a request is fetched: `fetch` itself, or a wrapper that runs a host's plugins. */
export type FetchUpstream = (request: Request) => Promise<Response>;

/**
 * A page's request for an event stream.
 *
 * @public
 */
export interface Visit {
  readonly request: Request;
  /** `FetchEvent.clientId`: the same when the page's EventSource reconnects. */
  readonly clientId: string;
  /** Fetches an upstream that is opened on behalf of this visit. */
  readonly fetch: FetchUpstream;
}
