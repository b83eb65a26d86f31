/**
 * A page that can be sent away for a moment. It comes back by itself after 300 ms, loses nothing, and is
 * told its stream's own reconnection time again.
 *
 * @public
 */
export interface Sendable {
  /** Since when it is on its stream, in milliseconds of the monotonic clock. */
  readonly since: number;
  /** To be called at once, if at all. */
  readonly sendAway: () => void;
}
