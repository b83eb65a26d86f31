import type { Outcome } from './Verdict.js';

/** What each browser will make of a stream. */
export type Foretold = readonly [chromium: Outcome, firefox: Outcome];
