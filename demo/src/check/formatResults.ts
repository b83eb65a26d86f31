import type { Resumed } from '../shared/events.js';
import { MODE_TITLES } from '../shared/modes.js';
import { textTable } from '../../../scripts/lib/textTable.mjs';
import type { ModeResult } from './ModeResult.js';

const RESUMED: Readonly<Record<Resumed, string>> = {
  'with-id': 'seen',
  'without-id': 'lost',
  none: 'no reconnect',
};

/** The results as a table for the terminal. */
export function formatResults(results: readonly ModeResult[], tabs: number): string {
  const head = [
    'mode',
    'upstream connections',
    'tabs served',
    'one more page',
    'Last-Event-ID on reconnect',
    'left after closing',
    'missed',
    'repeated',
  ];
  const rows = results.map((result) => [
    MODE_TITLES[result.mode],
    result.carriers > 0
      ? `${result.metrics + result.chat + result.carriers} (for ${result.streams} streams)`
      : `${result.metrics + result.chat} (metrics ${result.metrics}, chat ${result.chat})`,
    `${result.live} of ${tabs}`,
    result.oneMoreMs === undefined ? 'hangs' : `${Math.round(result.oneMoreMs)} ms`,
    RESUMED[result.resumed],
    String(result.left),
    String(result.missed),
    String(result.repeated),
  ]);
  return textTable(head, rows);
}
