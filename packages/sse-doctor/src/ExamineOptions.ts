import type { Progress } from './listening/Progress.js';

/**
 * How {@link examine} examines a stream.
 *
 * @public
 */
export interface ExamineOptions {
  /** Origin of the pages, such as `https://app.example.com`. Default: the stream's own. */
  readonly origin?: string;
  /** Headers that are sent besides those of an EventSource, which cannot send any. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Value of the Cookie header; implies `credentials`. Default: none. */
  readonly cookie?: string;
  /** Whether the page asks with credentials (`withCredentials: true`). Default: `false`. */
  readonly credentials?: boolean;
  /** What the client asks with; an EventSource asks with GET. Default: `'GET'`. */
  readonly method?: string;
  /** Milliseconds to listen, from 500 to 3_600_000. Default: 10_000. */
  readonly timeout?: number;
  /** Events after which the listening ends, at least 1. Default: no limit but `timeout`. */
  readonly maxEvents?: number;
  /** Bytes above which an event is called large. Default: 1_048_576. */
  readonly maxEventBytes?: number;
  /** Milliseconds after which something on the way ends a silent connection. Default: 60_000, as in nginx. */
  readonly idleTimeout?: number;
  /** URL of a carrier, where the stream's headers name none; `false`: none is looked for. Default: `'/event-streams'`. */
  readonly carrier?: string | false;
  /** Whether a certificate that is not trusted is accepted. Default: `false`. */
  readonly insecure?: boolean;
  /** Ends the examination early: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Ends the listening early: the report is of what has come until then. */
  readonly stop?: AbortSignal;
  /** Told whenever something has come. */
  readonly onProgress?: (progress: Progress) => void;
}
