import type { Check } from './checks/Check.js';
import type { Recommendation } from './verdicts/Recommendation.js';
import type { Verdict } from './verdicts/Verdict.js';

/**
 * What an examination has come to, as plain data.
 *
 * @public
 */
export interface Report {
  readonly url: string;
  /** The pages' origin. */
  readonly origin: string;
  readonly credentials: boolean;
  /** Whether the stream works as it was asked for: no check has found an error. */
  readonly works: boolean;
  readonly checks: readonly Check[];
  /** One for each way of use. */
  readonly verdicts: readonly Verdict[];
  readonly recommendation: Recommendation;
  readonly events: number;
  readonly bytes: number;
  /** Milliseconds that were listened. */
  readonly listened: number;
}
