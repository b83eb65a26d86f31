import type { Sample } from './Sample.js';

/** What a run has measured, as it is kept in a file. */
export interface Results {
  /** On what: words for the table's caption. */
  readonly machine: string;
  readonly samples: readonly Sample[];
}
