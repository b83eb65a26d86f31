import { parseArgs } from 'node:util';
import type { BenchCommand } from './BenchCommand.js';
import type { Scenario } from './Scenario.js';
import type { Way } from './Way.js';
import { ways } from './ways.js';

const names = ways.map(({ name }) => name);

const full = { rounds: '3', tabs: '1,5,10,30', rates: '20,100,500,2000', seconds: '4' };
const quick = { rounds: '1', tabs: '5', rates: '500', seconds: '2' };

export const usage = `Usage: npm run bench -- [options]

  --quick            a first look in under two minutes: 5 tabs, 500 events/s, one round
  --ways LIST        ${names.join(', ')}
                     (default all; native, to compare with, is always among them)
  --tabs LIST        numbers of tabs (default ${full.tabs})
  --streams N        streams of each tab that no other tab has, instead of one that all have (default 0)
  --rates LIST       events a second, 0 for none (default ${full.rates})
  --seconds N        how long each rate is held (default ${full.seconds})
  --burst N          events that are sent at once, 0 for none (default 40000)
  --large N          megabytes of one event, 0 for none (default 5)
  --rounds N         how often everything is measured, in turn (default ${full.rounds})
  --json FILE        where the results go (default .cache/bench/results.json)
  --chart FILE       where the chart goes (default .cache/bench/chart.svg)
  --markdown FILE    writes the tables there, too
  --from FILE        shows the results of an earlier run instead of measuring; given more than once,
                     those of several runs together
  --profile FILE     instead of measuring, writes a CPU profile of the worker that multiplexes, under the
                     last of the rates or, without any, the burst, in the last number of tabs
                     (--tabs 5), and prints what takes its time
  --help             print this
`;

/** @throws TypeError that says which option was expected to be what */
export const readOptions = (args: readonly string[]): BenchCommand => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      ways: { type: 'string' },
      tabs: { type: 'string' },
      streams: { type: 'string', default: '0' },
      rates: { type: 'string' },
      seconds: { type: 'string' },
      burst: { type: 'string', default: '40000' },
      large: { type: 'string', default: '5' },
      rounds: { type: 'string' },
      json: { type: 'string', default: '.cache/bench/results.json' },
      chart: { type: 'string', default: '.cache/bench/chart.svg' },
      markdown: { type: 'string' },
      profile: { type: 'string' },
      from: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const defaults = values.quick ? quick : full;
  const one = (name: keyof typeof full, most: number): number =>
    number(name, values[name] ?? defaults[name], 1, most);
  const several = (name: keyof typeof full, least: number, most: number): number[] =>
    list(values[name] ?? defaults[name]).map((value) => number(name, value, least, most));
  const seconds = one('seconds', 600);
  const burst = number('burst', values.burst, 0, 1_000_000);
  const megabytes = number('large', values.large, 0, 100);
  const scenarios: Scenario[] = several('rates', 0, 20_000)
    .filter((rate) => rate > 0)
    .map((rate) => ({ kind: 'steady', rate, seconds }));
  if (burst > 0) scenarios.push({ kind: 'burst', events: burst });
  if (megabytes > 0) scenarios.push({ kind: 'large', bytes: megabytes * 1e6 });
  return {
    help: values.help,
    rounds: one('rounds', 100),
    tabs: several('tabs', 1, 100),
    streams: number('streams', values.streams, 0, 20),
    ways: waysNamed(values.ways),
    scenarios,
    from: values.from,
    json: values.json,
    chart: values.chart,
    markdown: values.markdown,
    profile: values.profile,
  };
};

const list = (text: string): string[] => text.split(',').map((item) => item.trim());

const number = (name: string, text: string, least: number, most: number): number => {
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new TypeError(`--${name} expects a whole number from ${least} to ${most}, got "${text}".`);
};

const waysNamed = (text: string | undefined): readonly Way[] => {
  if (text === undefined) return ways;
  const wanted = list(text);
  const unknown = wanted.find((name) => !ways.some((way) => way.name === name));
  if (unknown !== undefined) {
    throw new TypeError(`--ways expects some of ${names.join(', ')}, got "${unknown}".`);
  }
  return ways.filter(({ name }) => name === 'native' || wanted.includes(name));
};
