import { parseArgs } from 'node:util';

/** The measurements, in the order in which they run. */
export const subjects = ['splitter', 'fan-out', 'joining', 'matchers', 'memory'] as const;

export type Subject = (typeof subjects)[number];

export interface MicroCommand {
  readonly only: readonly Subject[];
  readonly rounds: number;
  readonly quick: boolean;
  readonly json: string | undefined;
  readonly help: boolean;
}

export const usage = `Usage: npm run bench:micro -- [options]

  --only NAME[,NAME]  ${subjects.join(', ')} (default all)
  --rounds N          how often each figure is taken; the median counts (default 7)
  --quick             shorter rounds, a tenth of the events: coarse figures in half a minute
  --json FILE         writes the figures to a file as well
  --help              print this
`;

/** @throws TypeError that says which option was expected to be what */
export const readOptions = (args: readonly string[]): MicroCommand => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: subjects.join(',') },
      rounds: { type: 'string', default: '7' },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100) {
    throw new TypeError(`--rounds expects a whole number from 1 to 100, got "${values.rounds}".`);
  }
  const names = values.only.split(',');
  const unknown = names.find((name) => subjects.every((subject) => subject !== name));
  if (unknown !== undefined) {
    throw new TypeError(`--only expects some of ${subjects.join(', ')}, got "${unknown}".`);
  }
  const only = subjects.filter((subject) => names.includes(subject));
  return { only, rounds, quick: values.quick, json: values.json, help: values.help };
};
