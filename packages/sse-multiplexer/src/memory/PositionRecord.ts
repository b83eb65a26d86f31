/**
 * Where an EventSource stands, as plain data that outlives the worker. Never a URL, never an event.
 *
 * @public
 */
export interface PositionRecord {
  /** What names the EventSource, see {@link Visit.name}. */
  readonly name: string;
  readonly clientId: string;
  /** The last event ID that it holds; `undefined` where that is not known. */
  readonly lastEventId?: string;
  /** The stream's own reconnection time in milliseconds, if it has set one. */
  readonly reconnectionTime?: number;
  /** Whether its stream was still open: it may have been given more since. */
  readonly isOpen?: true;
  /** Whether it was left to the browser, which alone knows where it stands. */
  readonly isNative?: true;
  /** Whether its stream was forgotten in a reset: whatever ID it comes with is none of this stream's. */
  readonly isReset?: true;
}
