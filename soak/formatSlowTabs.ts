import { textTable } from '../scripts/lib/textTable.mjs';
import type { SlowTabResult } from './slowTab.js';

const megabytes = (bytes: number | undefined): string =>
  bytes === undefined ? '-' : `${Math.round(bytes / 1e6)} MB`;

/** The results as a table for the terminal. */
export const formatSlowTabs = (results: readonly SlowTabResult[]): string =>
  textTable(
    ['browser', 'page helper', 'tabs', 'worker +', 'browser +', 'errors of others', 'complete'],
    results.map(({ browser, helper, tabs, worker, processes, errors, isComplete }) => [
      browser,
      helper ? 'yes' : 'no',
      String(tabs),
      megabytes(worker),
      megabytes(processes),
      String(errors),
      isComplete ? 'yes' : 'no',
    ]),
  );
