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
}

/** Of SSEMultiplexStrategy, as ratios to native. A fifth of what the server does may be 2 % more. */
const promises: readonly Promised[] = (
  [
    ['latency p50', '500/s', 'p50', 'at most', 1.05],
    ['latency p99', '500/s', 'p99', 'at most', 1.25],
    ['browser CPU for each event', '500/s', 'browserCpu', 'at most', 0.85],
    ['browser CPU for each event', '2000/s', 'browserCpu', 'at most', 0.7],
    ['throughput', 'burst of', 'throughput', 'at least', 1.05],
    ['server CPU', '500/s', 'serverCpu', 'at most', 0.204],
    ['server CPU', '2000/s', 'serverCpu', 'at most', 0.204],
    ['server bytes', '500/s', 'bytes', 'at most', 0.204],
  ] as const
).map(([what, scenario, name, relation, bound]) => ({
  what: `5 tabs, ${scenario === 'burst of' ? 'burst' : scenario}: ${what} / native`,
  tabs: 5,
  scenario,
  name,
  relation,
  bound,
}));

/** What of the claims could be judged by what was measured. */
export const claimsOf = (summaries: readonly Summary[]): Claim[] => {
  const find = (way: string, tabs: number, scenario: string): Summary | undefined =>
    summaries.find(
      (summary) =>
        summary.way === way && summary.tabs === tabs && summary.scenario.startsWith(scenario),
    );
  const claims = promises.flatMap(({ what, tabs, scenario, name, relation, bound }) => {
    const figure: SummaryFigure | undefined = find('multiplex', tabs, scenario)?.figures[name];
    return figure ? [{ what, figure: figure.ratio, relation, bound }] : [];
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
    const native = find('native', 5, '100/s');
    if (native) {
      claims.push({
        what: '30 tabs, 100/s: latency p99 / native p99 with 5 tabs',
        figure: thirty.figures.p99.value / native.figures.p99.value,
        relation: 'at most',
        bound: 4,
      });
    }
  }
  return claims;
};
