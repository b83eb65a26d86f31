import type { WayName } from './Way.js';

/** What was measured of one scenario, once, in one way. */
export interface Sample {
  readonly round: number;
  readonly way: WayName;
  /** Tabs that were opened. */
  readonly tabs: number;
  /** Streams of each tab that no other has; missing or 0 where all tabs have one and the same. */
  readonly streams?: number;
  /** Tabs that events reached; where each has streams of its own, streams. */
  readonly served: number;
  readonly scenario: string;
  /** Events that should have reached the tabs that were served, all of them together. */
  readonly expected: number;
  readonly delivered: number;
  readonly doubled: number;
  readonly figures: Readonly<Record<FigureName, number>>;
}

/** What of a scenario is compared; `NaN` where there is nothing to be known. */
export type FigureName =
  /** Milliseconds from sending to arrival, in the tab in front. */
  | 'p50'
  | 'p99'
  | 'max'
  /** The same in all tabs that are hidden; `NaN` where none is. */
  | 'hiddenP50'
  | 'hiddenMax'
  /** Events a second in the slowest tab, from the first one's sending to the last one's arrival. */
  | 'throughput'
  /** Microseconds of CPU time of all the browser's processes, for each event that a tab was given. */
  | 'browserCpu'
  /** Of these, those of the threads of each kind. */
  | 'networkCpu'
  | 'pageCpu'
  | 'workerCpu'
  | 'passingCpu'
  /** How often threads of all processes with pages and workers in them went to sleep, a second. */
  | 'wakeUps'
  /** The same for each event that a tab was given. */
  | 'wakeUpsPerEvent'
  /** Microseconds of the server's CPU time for each event that it published. */
  | 'serverCpu'
  | 'connections'
  /** Bytes that the server sent for each event that it published. */
  | 'bytes'
  /** Megabytes of all the browser's processes before the scenario. */
  | 'memory'
  /** Megabytes more after it. */
  | 'growth';
