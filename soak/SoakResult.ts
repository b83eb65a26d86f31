import type { BrowserName } from '../e2e/kit/BrowserName.js';
import type { StreamName, TabReport } from './TabReport.js';

/** What a run has shown. */
export interface SoakResult {
  readonly browser: BrowserName;
  /** Whether the pages used the page helper. */
  readonly helper: boolean;
  readonly minutes: number;
  readonly tabs: readonly TabReport[];
  readonly published: Readonly<Record<StreamName, number>>;
  /** Connections that the server held in the end, and has had in all. */
  readonly connected: Readonly<Record<StreamName, number>>;
  readonly connections: Readonly<Record<StreamName, number>>;
}
