/**
 * How to use the stream in a worker.
 *
 * @public
 */
export interface Recommendation {
  /** `none`: change the server first. */
  readonly use: 'multiplex' | 'bypass' | 'none';
  /** A statement for the worker; `''` if there is nothing to use. */
  readonly code: string;
  /** Why so, a sentence for each option. */
  readonly reasons: readonly string[];
}
