import type { IncomingHttpHeaders } from 'node:http';

/** A request as the server saw it. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The `Last-Event-ID` header, decoded as UTF-8. */
  readonly lastEventId: string | undefined;
  readonly cookie: string | undefined;
  /** Milliseconds on a clock that never goes back. */
  readonly at: number;
}
