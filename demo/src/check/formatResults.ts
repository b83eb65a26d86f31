import type { Resumed } from '../shared/events.js';
import { MODE_TITLES } from '../shared/modes.js';
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
    `${result.metrics + result.chat} (metrics ${result.metrics}, chat ${result.chat})`,
    `${result.live} of ${tabs}`,
    result.oneMoreMs === undefined ? 'hangs' : `${Math.round(result.oneMoreMs)} ms`,
    RESUMED[result.resumed],
    String(result.left),
    String(result.missed),
    String(result.repeated),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
