import type { OutgoingHttpHeaders } from 'node:http';
import type { StreamExchange } from './StreamExchange.js';

/** One connection to a scripted stream. */
export interface Connection {
  /** Differs from connection to connection; kept by one that resumes. */
  readonly name: string;
}

/** How a stream differs from a healthy one. Durations are milliseconds. */
export interface StreamScript {
  readonly status?: number;
  /** Instead of the healthy ones of these names; `undefined`: not sent. */
  readonly headers?: OutgoingHttpHeaders;
  /** What OPTIONS is answered with, beside the healthy headers. */
  readonly preflight?: { readonly status?: number; readonly headers?: OutgoingHttpHeaders };
  readonly headersAfter?: number;
  readonly firstByteAfter?: number;
  /** What each connection starts with; a comment by default. */
  readonly opening?: string;
  /** The text of an event; `''`: none. */
  readonly event?: (event: number, connection: Connection) => string | Uint8Array;
  /** The first event to send again to who asks to go on after one; `undefined`: none. */
  readonly resumeFrom?: (lastEvent: number, now: number) => number | undefined;
  /** Answers whoever asks to go on with status 500. */
  readonly refusesToResume?: boolean;
  /** Keeps bytes until there are so many. */
  readonly buffer?: number;
  /** Compresses, and does not flush. */
  readonly gzip?: boolean;
  /** What comes after so many events, and then the end, or a break. */
  readonly end?: { readonly after: number; readonly last?: string; readonly breaks?: boolean };
  /** Answers in another way altogether, but for OPTIONS. */
  readonly answer?: (exchange: StreamExchange) => void;
}
