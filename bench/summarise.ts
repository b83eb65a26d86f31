import { median } from './figures/median.js';
import { mostNatively } from './mostNatively.js';
import type { FigureName, Sample } from './Sample.js';
import type { Summary, SummaryFigure } from './Summary.js';

/** Takes the rounds together: one summary for each way of each scenario with each number of tabs. */
export const summarise = (samples: readonly Sample[]): Summary[] => {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = JSON.stringify([sample.way, sample.tabs, sample.scenario]);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ ...summaryOf(group, samples), ...placeOf(first) }] : [];
  });
};

type Place = Pick<Summary, 'way' | 'tabs' | 'scenario' | 'wanted'>;

const placeOf = ({ way, tabs, scenario, streams = 0 }: Sample): Place => ({
  way,
  tabs,
  scenario,
  wanted: tabs * Math.max(1, streams),
});

const summaryOf = (
  group: readonly Sample[],
  all: readonly Sample[],
): Omit<Summary, keyof Place> => {
  const pairs = group.map((sample) => ({ sample, native: nativeOf(sample, all) }));
  const figure = (name: FigureName): SummaryFigure => ({
    value: median(known(group.map(({ figures }) => figures[name]))),
    ratio: median(
      known(
        pairs.map(({ sample, native }) => sample.figures[name] / (native?.figures[name] ?? NaN)),
      ),
    ),
  });
  const names = Object.keys(group[0]?.figures ?? {}) as FigureName[];
  const sum = (key: 'expected' | 'delivered' | 'doubled'): number =>
    group.reduce((total, sample) => total + sample[key], 0);
  return {
    rounds: group.length,
    served: Math.min(...group.map(({ served }) => served)),
    expected: sum('expected'),
    delivered: sum('delivered'),
    doubled: sum('doubled'),
    figures: Object.fromEntries(names.map((name) => [name, figure(name)])) as Summary['figures'],
  };
};

/** With as many tabs, or with the most that a browser has connections for, if that was measured. */
const nativeOf = (
  { round, tabs, scenario }: Sample,
  all: readonly Sample[],
): Sample | undefined => {
  const natives = all.filter(
    (other) => other.way === 'native' && other.round === round && other.scenario === scenario,
  );
  const withTabs = (count: number): Sample | undefined =>
    natives.find((other) => other.tabs === count);
  return tabs > mostNatively ? (withTabs(mostNatively) ?? withTabs(tabs)) : withTabs(tabs);
};

/** In JSON, what is not a number is `null`. */
const known = (values: readonly (number | null)[]): number[] =>
  values.filter((value): value is number => value !== null && Number.isFinite(value));
