/**
 * How a request is fetched: `fetch` itself, or a wrapper that runs a host's plugins.
 *
 * @public
 */
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
  /**
   * Names the EventSource: the same whenever it comes back, and never another's. Without one the page has
   * to say itself, by Last-Event-ID, where it stands.
   */
  readonly name?: string;
  /** Aborted when the page has left while it waits for its response. */
  readonly signal?: AbortSignal;
  /**
   * Whether the page takes an ID only from a block that dispatches an event, as an EventSource in
   * Firefox does. It is then sent one, of the type `event-stream-join`, when it joins. Default false.
   */
  readonly dropsBareIds?: boolean;
  /**
   * Whether the page was on a stream before, or may have been. If its position is not known it is told of
   * a gap. Default false.
   */
  readonly mayReturn?: boolean;
  /**
   * Whether the page must see a broken connection as broken. A client that is built on `fetch` comes
   * back after an error and takes a clean end for the stream's; an EventSource comes back after a clean
   * end and takes an error for final. Default false.
   */
  readonly seesBreaks?: boolean;
  /**
   * The browser's own reconnection time in milliseconds. A page that was sent away for less is told it
   * again where the stream sets none. Default 3000, as in Chromium.
   */
  readonly reconnectionTime?: number;
  /** Fetches an upstream that is opened on behalf of this visit. */
  readonly fetch: FetchUpstream;
}
