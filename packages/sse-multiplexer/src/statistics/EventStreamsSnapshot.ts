import type { StreamCounters } from './StreamCounters.js';

/**
 * One page's connection to a stream.
 *
 * @public
 */
export interface SubscriberSnapshot {
  /** `FetchEvent.clientId`. */
  readonly clientId: string;
  /** Whether nobody looks at the page, as far as the worker knows: it is given events in batches. */
  readonly isHidden: boolean;
  /** How many of the newest events the page has not taken yet, as far as they are still kept. */
  readonly lag: number;
  /**
   * Bytes that wait for the page, held-back ones included. Firefox and WebKit take everything at once: there it
   * is what a page that answers has not acknowledged, and about 0 for any other page.
   */
  readonly queuedBytes: number;
}

/**
 * What a stream is doing: not asked for yet, waiting for the server's answer, relaying, without a page
 * for a moment, being reopened by the worker, waiting for its pages to come back, over.
 *
 * @public
 */
export type StreamState =
  'idle' | 'connecting' | 'open' | 'lingering' | 'reopening' | 'dormant' | 'closed';

/**
 * One stream as it stands.
 *
 * @public
 */
export interface StreamSnapshot {
  /** The share key. */
  readonly key: string;
  /** The newest URL that pages have asked for, of those that the server has not refused. */
  readonly url: string;
  readonly state: StreamState;
  /** When it came into this state, in milliseconds since 1970. */
  readonly since: number;
  /** Status of the server's last answer; `undefined` before the first. */
  readonly lastStatus: number | undefined;
  /** The last event ID of a page that has every event. */
  readonly lastEventId: string;
  /** What the server has set, in milliseconds. */
  readonly reconnectionTime: number | undefined;
  readonly replay: { readonly events: number; readonly bytes: number };
  /** Pages that were sent away and whose exact place is still known. */
  readonly away: number;
  /** Pages that have a connection to themselves, for a while or for good. */
  readonly detours: number;
  readonly subscribers: readonly SubscriberSnapshot[];
  readonly counters: Readonly<StreamCounters>;
}

/**
 * What there is to see of shared streams, as plain data.
 *
 * @public
 */
export interface EventStreamsSnapshot {
  /** When it was made, in milliseconds since 1970. */
  readonly at: number;
  readonly streams: readonly StreamSnapshot[];
  /** Of all streams, also those that are no more. */
  readonly totals: Readonly<StreamCounters>;
}
