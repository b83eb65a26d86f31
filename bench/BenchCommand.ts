import type { Scenario } from './Scenario.js';
import type { Way } from './Way.js';

/** What `npm run bench` is asked to do. */
export interface BenchCommand {
  readonly help: boolean;
  readonly rounds: number;
  readonly tabs: readonly number[];
  /** Streams of each tab that no other tab has; 0 if all tabs have one and the same. */
  readonly streams: number;
  readonly ways: readonly Way[];
  readonly scenarios: readonly Scenario[];
  /** Results of earlier runs that are to be shown together, instead of measuring. */
  readonly from: readonly string[];
  /** Where the results and the chart go. */
  readonly json: string;
  readonly chart: string;
  /** Where the tables go as Markdown, if anywhere. */
  readonly markdown: string | undefined;
  /** Where a CPU profile of the worker goes, which is then all that is done. */
  readonly profile: string | undefined;
}
