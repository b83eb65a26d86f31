/**
 * What is known while a stream is listened to.
 *
 * @public
 */
export interface Progress {
  readonly events: number;
  readonly bytes: number;
  /** Milliseconds since the headers came. */
  readonly elapsed: number;
}
