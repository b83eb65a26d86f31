import { formatFigure } from './figures/formatFigure.js';
import type { FigureTable } from './figures/FigureTable.js';
import type { FigureName } from './Sample.js';
import type { Summary } from './Summary.js';
import { ways } from './ways.js';

/** The columns that show a ratio to native in brackets, and those that do not. */
const columns: readonly (readonly [name: FigureName, title: string, hasRatio: boolean])[] = [
  ['p50', 'p50 ms', true],
  ['p99', 'p99 ms', true],
  ['max', 'max ms', true],
  ['hiddenP50', 'hidden p50 ms', false],
  ['hiddenMax', 'hidden max ms', false],
  ['throughput', 'events/s', true],
  ['browserCpu', 'browser CPU µs', true],
  ['networkCpu', 'network', false],
  ['workerCpu', 'worker', false],
  ['passingCpu', 'passing', false],
  ['pageCpu', 'tabs', false],
  ['wakeUps', 'wake-ups/s', true],
  ['wakeUpsPerEvent', 'for each event', true],
  ['serverCpu', 'server CPU µs', true],
  ['connections', 'conn.', false],
  ['bytes', 'server bytes', true],
  ['memory', 'memory MB', true],
  ['growth', 'grown by MB', false],
];

/** One table for each number of tabs and each scenario, with a row for each way. */
export const tablesOf = (summaries: readonly Summary[]): FigureTable[] => {
  const places = new Map(
    summaries.map(({ tabs, scenario }) => [JSON.stringify([tabs, scenario]), { tabs, scenario }]),
  );
  return [...places.values()].map(({ tabs, scenario }) => {
    const here = ways.flatMap(({ name }) =>
      summaries.filter(
        (summary) => summary.way === name && summary.tabs === tabs && summary.scenario === scenario,
      ),
    );
    const shown = columns.filter(([name]) =>
      here.some(({ figures }) => !Number.isNaN(figures[name].value)),
    );
    return {
      title: `${tabs} ${tabs === 1 ? 'tab' : 'tabs'}, ${scenario}`,
      rows: here.map((summary) => ({
        way: ways.find(({ name }) => name === summary.way)?.title ?? summary.way,
        served: `${summary.served} of ${summary.wanted}`,
        delivered: deliveredOf(summary),
        ...Object.fromEntries(
          shown.map(([name, title, hasRatio]) => {
            const { value, ratio } = summary.figures[name];
            const text = formatFigure(value);
            return [title, hasRatio ? `${text} (${formatFigure(ratio)} x)` : text];
          }),
        ),
      })),
    };
  });
};

const deliveredOf = ({ delivered, expected, doubled }: Summary): string => {
  const share = delivered === expected ? 'all' : `${((100 * delivered) / expected).toFixed(1)} %`;
  return doubled > 0 ? `${share}, ${doubled} twice` : share;
};
