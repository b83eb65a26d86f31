import type { ReplayLimits } from './ReplayLimits.js';
import type { Resume } from './Resume.js';

/**
 * What of a stream a snapshot predicate is shown.
 *
 * @public
 */
export interface SnapshotCandidate {
  /** The event's type, `message` if the server names none. */
  readonly type: string;
  /** The ID that the event sets, if it sets one. */
  readonly id: string | undefined;
  /** The event's data, its lines joined by LF. Decoded when it is read. */
  readonly data: string;
}

/**
 * What a new EventSource gets on a stream that is already open for others:
 * - `'native'` (default): what it would get without a worker. It has a connection of its own first and
 *   moves onto the shared one where nobody can tell: at the first event ID that both have, or, on a stream
 *   without IDs, when in the first second its connection has brought just what the shared one brought,
 *   after an opening that is empty or that of the shared connection. Otherwise it stays on its own.
 * - `'opening'`: the same, but its connection may begin with anything, and is compared second by second:
 *   for servers whose connections differ in their opening only, and events have no IDs.
 * - `'live'`: what comes from now on. For servers that send nothing at the start of a connection.
 * - `'replay'`: all that the replay buffer holds, then what comes.
 * - `{snapshot}`: from the newest event that is a full state of the stream, named by its type, its
 *   types, or a predicate; if none is kept, a connection of its own as with `'native'`, until an ID meets.
 *
 * @public
 */
export type JoinPolicy =
  | 'native'
  | 'opening'
  | 'live'
  | 'replay'
  | {
      readonly snapshot: string | readonly string[] | ((event: SnapshotCandidate) => boolean);
    };

/**
 * Where a URL says after which event its client stands.
 *
 * @public
 */
export interface Cursor {
  /** The query parameter's name, e.g. `lastEventId`. */
  readonly query: string;
}

/**
 * How streams are shared. Every option has a default. Durations are milliseconds, sizes are bytes, `false`
 * switches an option off. A wrong value throws in development builds, when it is given.
 *
 * @public
 */
export interface MultiplexerOptions {
  /**
   * Names the stream that a request asks for: requests with the same name share one, provided that
   * origin, credentials mode and `Accept-Language` are the same, too. Default: the URL without its
   * fragment. `undefined` leaves the request to the browser. So does, with a warning in development
   * builds, anything else than a string that is not empty, and a function that throws: it must be
   * synchronous. Whatever may change the answer belongs in the name: the user, not the token.
   */
  readonly shareKey?: (request: Request) => string | undefined;
  /**
   * Query parameters that do not tell streams apart: cache busters, tokens that are renewed. Each
   * RegExp is tested against the parameters' names, as in Workbox. Default none. A parameter that
   * says who the user is must not be ignored: two users would share. No effect beside `shareKey`.
   */
  readonly ignoreURLParametersMatching?: readonly RegExp[];
  /**
   * Names of request headers that pages set and that tell streams apart, such as `authorization`: requests
   * with the same value share, and the server is sent it. Default none: a request with a header that the
   * page has added is left to the browser. Values are kept only as a digest.
   */
  readonly varyOn?: readonly string[];
  /**
   * Names of request headers that pages set and that do not tell streams apart, such as `traceparent`:
   * requests share whatever they say, and the server is sent those of the page that a connection is opened
   * for. Default none. What says who the user is must not be ignored: two users would share.
   */
  readonly ignoreHeaders?: readonly string[];
  /**
   * Keeps the upstream open for so many milliseconds after its last tab has left, so that a reload or
   * navigation finds it. Default 1000; `false` or 0 stops it at once; at most 2,147,483,647.
   */
  readonly linger?: number | false;
  /**
   * The query parameter by which clients say where they stand: Mercure's `lastEventID`, `since` of ntfy,
   * `lastEventId` of event-source-polyfill and reconnecting-eventsource. It is the page's position and no
   * part of the stream's name, and the worker asks the server by it, too, unless `resume` says otherwise.
   * Default none.
   */
  readonly cursor?: Cursor;
  /** What tabs get that come late. Default `'native'`. See {@link JoinPolicy}. */
  readonly join?: JoinPolicy;
  /**
   * Bounds of what is kept for tabs that come back or late. Defaults: see {@link ReplayLimits}. `false` keeps
   * no event; the server is asked then.
   */
  readonly replay?: Partial<ReplayLimits> | false;
  /**
   * Who reopens a stream that the server has ended. `'page'` (default): tabs see what they would see
   * without a worker, and come back by themselves. `'worker'`: the worker reopens it, with the
   * server's reconnection time, exponential backoff and full jitter; tabs notice nothing. 429 and 5xx
   * are tried again, with `Retry-After`; any other refusal ends the stream for all tabs.
   */
  readonly reconnect?: 'page' | 'worker';
  /** How the server is asked to go on after the last event ID. Default `'header'`. See {@link Resume}. */
  readonly resume?: Resume;
  /**
   * Takes an upstream for dead that sends nothing, not even a comment, for so many milliseconds.
   * Default `false`, which never does; choose at least twice the server's heartbeat.
   */
  readonly silence?: number | false;
  /**
   * Type of the event that tells a page that events may have been lost; its data is JSON,
   * {@link GapData}. Default `'event-stream-gap'`; `false` sends none.
   */
  readonly gap?: string | false;
  /**
   * Bytes that may wait for one tab. A tab over it is closed alone and comes back by itself.
   * Default 4 MiB. Firefox and WebKit take everything at once; there it holds for tabs that answer the
   * worker, see {@link MultiplexerEnvironment.ask}.
   */
  readonly maxQueueBytes?: number;
  /**
   * Largest event in bytes. A stream with a larger one is no longer shared: its tabs come back and
   * fall through. Default 16 MiB.
   */
  readonly maxBlockBytes?: number;
  /**
   * Milliseconds for which events may be held back from a tab that nobody looks at, so that many of them
   * wake it once: one that comes after a pause is given at once, what follows in this time together. All
   * come, once and in order. Default 100; `false` holds nothing back. A tab that is looked at, and any
   * tab of which the worker does not know, gets each event at once.
   */
  readonly hiddenDelay?: number | false;
}
