import { textTable } from '../scripts/lib/textTable.mjs';
import type { SoakResult } from './SoakResult.js';
import { streamNames } from './TabReport.js';

/** The results as a table for the terminal. */
export const formatResults = (results: readonly SoakResult[]): string => {
  const head = [
    'browser',
    'page helper',
    'tabs (hidden)',
    'stream',
    'events',
    'lost',
    'doubled',
  ].concat(['errors per tab', 'closed', 'connections']);
  const rows = results.flatMap(({ browser, helper, tabs, published, connections }) =>
    streamNames.map((name) => {
      const tallies = tabs.map(({ streams }) => streams[name]);
      const sum = (key: 'lost' | 'doubled' | 'closed'): string =>
        String(tallies.reduce((total, tally) => total + tally[key], 0));
      const errors = tallies.map((tally) => tally.errors);
      const [least, most] = [Math.min(...errors), Math.max(...errors)];
      return [
        browser,
        helper ? 'yes' : 'no',
        `${tabs.length} (${tabs.filter(({ isHidden }) => isHidden).length})`,
        name,
        String(published[name]),
        sum('lost'),
        sum('doubled'),
        least === most ? String(least) : `${least} to ${most}`,
        sum('closed'),
        String(connections[name]),
      ];
    }),
  );
  return textTable(head, rows);
};
