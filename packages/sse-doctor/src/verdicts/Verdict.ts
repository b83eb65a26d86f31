/**
 * How a page can come to the stream.
 *
 * @public
 */
export type Way = 'native' | 'native-with-credentials' | 'worker-bypass' | 'worker-multiplex';

/**
 * What a page sees of an EventSource:
 * - `open`: it is open, and stays so;
 * - `reconnecting`: error with readyState 0, and it tries again, each time;
 * - `closed`: error with readyState 2, for good;
 * - `waiting`: nothing, readyState 0.
 *
 * @public
 */
export type Outcome = 'open' | 'reconnecting' | 'closed' | 'waiting';

/**
 * What comes of one way of use.
 *
 * @public
 */
export interface Verdict {
  readonly way: Way;
  /** Whether it is open in both browsers. */
  readonly works: boolean;
  readonly chromium: Outcome;
  readonly firefox: Outcome;
}
