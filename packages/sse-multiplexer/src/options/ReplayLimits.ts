/**
 * The bounds of a replay buffer.
 *
 * @public
 */
export interface ReplayLimits {
  /** At most so many events. Default 10,000. */
  readonly events: number;
  /** At most so many bytes of events. Default 4 MiB. */
  readonly bytes: number;
  /**
   * At most so many bytes of events of all streams of the worker together. The oldest are forgotten first,
   * and those that a tab waits for last. Default 32 MiB.
   */
  readonly total: number;
  /**
   * No event older than so many milliseconds. Also how long a stream without an upstream is kept for
   * its tabs to come back: a hidden tab in Chromium may take a minute. Default 120,000.
   */
  readonly age: number;
}
