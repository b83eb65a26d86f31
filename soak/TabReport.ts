import type { Tally } from '../e2e/kit/page/EventTally.js';

/** The streams of every tab. */
export const streamNames = ['silent', 'ticking'] as const;

export type StreamName = (typeof streamNames)[number];

/** What a tab last said of itself. */
export interface TabReport {
  readonly tab: string;
  readonly isHidden: boolean;
  readonly streams: Readonly<Record<StreamName, Tally & { readonly isOpen: boolean }>>;
}
