import type { Mend } from '../mends/Mend.js';
import type { FindingCode } from './FindingCode.js';

/**
 * One thing that is wrong.
 *
 * @public
 */
export interface Finding {
  readonly code: FindingCode;
  /** `error`: the stream will not work as it is asked for; `warning`: it will, until something happens. */
  readonly severity: 'error' | 'warning';
  /** What was seen: a header, a time, a line. */
  readonly evidence: string;
  /** What comes of it, in which browser. */
  readonly consequence: string;
  readonly mend: Mend;
}
