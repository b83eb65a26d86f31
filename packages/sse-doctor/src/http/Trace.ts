import type { CorsRefusal } from '../cors/CorsRefusal.js';
import type { Answer } from './ask.js';

/** One request on the way to the final response. */
export interface Hop {
  readonly answer: Answer;
  /** The `Origin` that was sent, and that CORS compares with; `undefined` where CORS does not apply. */
  readonly origin: string | undefined;
}

/** Where a redirect leads that a browser does not follow. */
export type RedirectFault = 'too-many' | 'bad-location' | 'mixed-content';

/** A request and the redirects that it was led through, as fetch would follow them. */
export interface Trace {
  /** Oldest first; the last one is the final response. */
  readonly hops: readonly [Hop, ...Hop[]];
  readonly fault: RedirectFault | undefined;
}

/** Where a browser gives up because of CORS. */
export interface Refusal {
  readonly hop: Hop;
  /** Counts from 0. */
  readonly index: number;
  readonly refusal: CorsRefusal;
}
