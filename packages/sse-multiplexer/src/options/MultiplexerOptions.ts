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
 * - `'native'` (default): what it would get without a worker. It has a connection to itself first and
 *   moves onto the shared one where no page can tell: at the first event ID that both have, or, on a stream
 *   without IDs, when in the first second its connection has brought exactly what the shared one brought,
 *   after an opening that is empty or equal to the shared connection's. Otherwise it keeps its connection. While the
 *   shared connection has sent nothing but comments or a reconnection time, it is shared at once.
 * - `'opening'`: the same, but its connection may begin with anything, and is compared second by second:
 *   for servers whose connections differ in their opening only, and whose events have no IDs.
 * - `'live'`: what comes from now on. For servers that send nothing at the start of a connection.
 * - `'replay'`: all that the replay buffer holds, then what comes.
 * - `{snapshot}`: from the newest event that is a full state of the stream, named by its type, its
 *   types, or a predicate; if none is kept, a connection to itself as with `'native'`, until both have the same ID.
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
 * Where a URL says which event its client has got last.
 *
 * @public
 */
export interface Cursor {
  /** The query parameter's name, e.g. `lastEventId`. */
  readonly query: string;
}

/**
 * How streams are shared. Every option has a default. Durations are milliseconds, sizes are bytes, `false`
 * switches an option off. A wrong value throws in the constructor, in development builds.
 *
 * @public
 */
export interface MultiplexerOptions {
  /**
   * Names the stream that a request asks for: requests with the same name share one, provided that
   * origin, credentials mode, `Accept-Language` and `Save-Data` are the same, too. Default: the URL without its
   * fragment. `undefined` leaves the request to the browser. So does, with a warning in development
   * builds, any other value than a string that is not empty, and a function that throws. It must be
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
   * with the same value share, and the server gets it. Default none: a request with a header that the
   * page has added is left to the browser. Values are kept only as a digest.
   */
  readonly varyOn?: readonly string[];
  /**
   * Names of request headers that pages set and that do not tell streams apart, such as `traceparent`:
   * requests share whatever their values, and the server gets those of the page that a connection is opened
   * for. Default none. A header that says who the user is must not be ignored: two users would share.
   */
  readonly ignoreHeaders?: readonly string[];
  /**
   * Keeps the upstream open for so many milliseconds after its last tab has left, for a tab that comes back
   * and, unless `join` is `'native'` or `'opening'`, for the page that a reload or navigation loads: with these two a new
   * page brings its own connection. Default 1000; `false` or 0 stops it at once; at most 2,147,483,647.
   */
  readonly linger?: number | false;
  /**
   * The query parameter by which clients say which event they have got last: Mercure's `lastEventID`, `since` of
   * ntfy, `lastEventId` of event-source-polyfill and reconnecting-eventsource. It is the page's position and no
   * part of the stream's name; the worker resumes by it, too, unless `resume` says otherwise.
   * Default none.
   */
  readonly cursor?: Cursor;
  /** What late tabs get. Default `'native'`. See {@link JoinPolicy}. */
  readonly join?: JoinPolicy;
  /**
   * Bounds of what is kept for tabs that come back or late. Defaults: see {@link ReplayLimits}. `false` keeps
   * no event; tabs that come back are resumed by the server.
   */
  readonly replay?: Partial<ReplayLimits> | false;
  /**
   * Who reopens a stream that the server has ended. `'page'` (default): tabs see what they would see
   * without a worker, and come back by themselves. `'worker'`: the worker reopens it, with the
   * server's reconnection time, exponential backoff and full jitter; tabs notice nothing but the event that
   * `away` names. An event, or half a minute of a stream, ends the backoff. 429 and 5xx are tried again, with
   * `Retry-After`, of which an hour at most is waited for; any other refusal ends the stream for all tabs. A
   * tab that comes while the worker waits has it try at once, no sooner than after the reconnection time.
   */
  readonly reconnect?: 'page' | 'worker';
  /** How the server is asked to resume after the last event ID. Default `'header'`. See {@link Resume}. */
  readonly resume?: Resume;
  /**
   * Milliseconds without a byte, not even a comment, after which an upstream counts as dead.
   * Default `false`: never. Choose at least twice the server's heartbeat.
   */
  readonly silence?: number | false;
  /**
   * Type of the event that tells a page that events may have been lost; its data is JSON,
   * {@link GapData}. Default `'event-stream-gap'`; `false` sends none.
   */
  readonly gap?: string | false;
  /**
   * Type of the event that tells a page, with `reconnect: 'worker'`, that the server is away, and that it is
   * back: when the connection breaks or an attempt to open it again fails, and when one succeeds. A server
   * that ends a stream and answers the next attempt was never away. Its data is JSON, {@link AwayData}; it
   * has no ID. A page that comes meanwhile is told, too. Default `'event-stream-away'`; `false` sends none.
   */
  readonly away?: string | false;
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
   * Milliseconds for which events may be held back from a hidden tab, so that many of them
   * wake it once: an event after a pause comes at once, what follows in this time comes together. All
   * come, once and in order. Default 100; `false` holds nothing back. A visible tab, and any
   * of which the worker does not know whether it is hidden, gets each event at once.
   */
  readonly hiddenDelay?: number | false;
}
