import type { Preflight } from '../cors/Preflight.js';
import type { Examination } from '../Examination.js';
import type { Answer } from '../http/ask.js';
import type { BrowserBlock } from '../http/browserBlocks.js';
import type { NoAnswerError } from '../http/NoAnswerError.js';
import type { Protocol } from '../http/protocolOf.js';
import type { Stalls } from '../http/Stalls.js';
import type { Trace } from '../http/Trace.js';
import type { Heard } from '../listening/Heard.js';
import type { LiveVisit } from '../listening/LiveVisit.js';
import type { CarrierTrial } from './CarrierTrial.js';
import type { ResumeTrial } from './ResumeTrial.js';

/** All that was seen of a stream. */
export interface Evidence {
  readonly examination: Examination;
  /** Why a browser would not even ask. */
  readonly block: BrowserBlock | undefined;
  readonly protocol: Protocol;
  /** When this program was too busy to notice what came. */
  readonly stalls: Stalls;
  /** The connection that was listened to; without one, `noAnswer` says why. */
  readonly first: LiveVisit | undefined;
  readonly noAnswer: NoAnswerError | undefined;
  /** Another one beside it. */
  readonly second: Heard | undefined;
  /** How the stream is asked for without cookies, where the first connection had some. */
  readonly anonymous: Trace | undefined;
  /** What a page of another origin, which nobody knows, is answered; of cross-origin streams only. */
  readonly stranger: Answer | undefined;
  /** Of cross-origin streams only. */
  readonly preflights: readonly Preflight[];
  /** A carrier beside the stream; `undefined` if none was looked for. */
  readonly carrier: CarrierTrial | undefined;
  readonly resumption: ResumeTrial | undefined;
  /** By query parameters, where the header did not help. */
  readonly queries: readonly ResumeTrial[];
}
