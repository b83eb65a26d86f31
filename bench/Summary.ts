import type { FigureName } from './Sample.js';
import type { WayName } from './Way.js';

/** What was measured of one scenario in one way, all rounds together. */
export interface Summary {
  readonly way: WayName;
  readonly tabs: number;
  readonly scenario: string;
  /** Tabs, or streams if each tab has its own, that events were to reach. */
  readonly wanted: number;
  readonly rounds: number;
  /** The fewest of them that were served in a round. */
  readonly served: number;
  readonly expected: number;
  readonly delivered: number;
  readonly doubled: number;
  readonly figures: Readonly<Record<FigureName, SummaryFigure>>;
}

export interface SummaryFigure {
  /** The median of all rounds. */
  readonly value: number;
  /** The median of each round's ratio to native in the same round, with as many tabs, or with five. */
  readonly ratio: number;
}
