import type { HeaderPairs } from 'event-stream-carrier';

/**
 * A carrier's request for a stream.
 *
 * @internal
 */
export interface SubRequest {
  /** The whole URL, of the server that has the carrier. */
  readonly url: URL;
  readonly headers: Headers;
  /** Aborts when nobody wants the stream any more. */
  readonly signal: AbortSignal;
  /** What came with the request that asked for the stream, as the way of asking knows it. */
  readonly context: unknown;
}

/** @internal */
export interface SubResponse {
  readonly status: number;
  readonly headers: HeaderPairs;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * How a server is asked for a stream of its own. Redirects are not followed. Rejects if there is no answer.
 *
 * @internal
 */
export type Ask = (request: SubRequest) => Promise<SubResponse>;
