import type { Claim } from './figures/Claim.js';
import type { FigureName } from './Sample.js';
import type { Summary, SummaryFigure } from './Summary.js';

interface Promised {
  readonly what: string;
  readonly tabs: number;
  /** The scenario's name, or how it begins. */
  readonly scenario: string;
  readonly name: FigureName;
  readonly relation: Claim['relation'];
  readonly bound: number;
  /** Whether the figure is one to native's: with as many tabs, or with five. */
  readonly isRatio: boolean;
}

type Bound = readonly [
  what: string,
  name: FigureName,
  relation: Claim['relation'],
  bound: number,
  isRatio?: boolean,
];

/** Of SSEMultiplexStrategy, as ratios to native unless it says otherwise. */
const bounds: readonly (readonly [tabs: number, scenario: string, bounds: readonly Bound[]])[] = [
  ...['100/s', '500/s'].map(
    (scenario) =>
      [
        10,
        scenario,
        [
          ['latency p50 of the tab in front / native', 'p50', 'at most', 0.9],
          ['latency p99 of the tab in front / native', 'p99', 'at most', 1.1],
          ['greatest delay of hidden tabs in ms', 'hiddenMax', 'at most', 150, false],
          ['browser CPU for each event / native', 'browserCpu', 'at most', 0.33],
          ['wake-ups for each event / native', 'wakeUpsPerEvent', 'at most', 0.3],
          ['wake-ups a second / native', 'wakeUps', 'at most', 0.3],
        ],
      ] as const,
  ),
  [30, '100/s', [['browser CPU for each event / native', 'browserCpu', 'at most', 0.25]]],
  [
    5,
    '2000/s',
    [
      ['latency p50 of the tab in front / native', 'p50', 'at most', 1.2],
      ['browser CPU for each event / native', 'browserCpu', 'at most', 0.5],
    ],
  ],
  [5, 'burst of', [['throughput / native', 'throughput', 'at least', 1.05]]],
  // A fifth of what the server does may be 2 % more.
  [5, '500/s', [['server bytes / native', 'bytes', 'at most', 0.204]]],
  [5, '500/s', [['server CPU / native', 'serverCpu', 'at most', 0.204]]],
];

const promises: readonly Promised[] = bounds.flatMap(([tabs, scenario, all]) =>
  all.map(([what, name, relation, bound, isRatio = true]) => ({
    what: `${tabs} tabs, ${scenario === 'burst of' ? 'burst' : scenario}: ${what}`,
    tabs,
    scenario,
    name,
    relation,
    bound,
    isRatio,
  })),
);

/** What of the claims could be judged by what was measured. */
export const claimsOf = (summaries: readonly Summary[]): Claim[] => {
  const find = (way: string, tabs: number, scenario: string): Summary | undefined =>
    summaries.find(
      (summary) =>
        summary.way === way && summary.tabs === tabs && summary.scenario.startsWith(scenario),
    );
  const claims = promises.flatMap(({ what, tabs, scenario, name, relation, bound, isRatio }) => {
    const figure: SummaryFigure | undefined = find('multiplex', tabs, scenario)?.figures[name];
    return figure ? [{ what, figure: isRatio ? figure.ratio : figure.value, relation, bound }] : [];
  });
  const five = find('multiplex', 5, '500/s');
  if (five) {
    const figure = five.figures.connections.value;
    claims.push({ what: '5 tabs: upstream connections', figure, relation: 'at most', bound: 1 });
  }
  const thirty = find('multiplex', 30, '100/s');
  if (thirty) {
    const lost = 30 * (thirty.expected / thirty.served) - thirty.delivered;
    claims.push({
      what: '30 tabs, 100/s: events lost',
      figure: lost,
      relation: 'at most',
      bound: 0,
    });
  }
  return claims;
};
