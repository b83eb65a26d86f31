/**
 * What another worker needs to know of a page to go on where it stopped. Plain data: it outlives the
 * worker. Never the events themselves.
 *
 * @public
 */
export interface HandedOver {
  /** The stream's share key. */
  readonly key: string;
  readonly clientId: string;
  readonly lastEventId: string;
  /** The stream's own reconnection time in milliseconds, if it has set one. */
  readonly reconnectionTime?: number;
  /** Whether what it had was forgotten in a reset: whatever ID it comes with is none of this stream's. */
  readonly isReset?: boolean;
  /** Whether the page's stream was still open: it may have been given more since. */
  readonly isOpen?: true;
  /** When it is of no more use, in epoch milliseconds. By default when the client is gone. */
  readonly until?: number;
}
