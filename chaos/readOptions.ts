import { parseArgs } from 'node:util';
import type { BrowserName } from '../e2e/kit/BrowserName.js';
import { faults } from './faults.js';
import type { FaultName } from './faults.js';
import { browsersNamed } from '../e2e/kit/browsersNamed.js';

export interface ChaosCommand {
  readonly seed: number;
  readonly faults: number;
  /** No others than these. */
  readonly only: readonly FaultName[];
  readonly browsers: readonly BrowserName[];
  /** Print each step. */
  readonly verbose: boolean;
  readonly help: boolean;
}

const short = 200;
const long = 1000;
const mostSeed = 0x7fffffff;

export const usage = `Usage: npm run chaos -- [options]

  --seed N           draws the same faults again (default: another one each time)
  --faults N         how many, per browser (default ${short})
  --long             ${long} of them
  --only NAMES       no other faults than these, separated by commas
  --browser NAME     chromium or firefox (default both, one after the other)
  --verbose          print each step
  --help             print this
`;

/** @throws TypeError that says which option was expected to be what */
export const readOptions = (args: readonly string[]): ChaosCommand => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      faults: { type: 'string' },
      long: { type: 'boolean', default: false },
      only: { type: 'string' },
      browser: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { verbose, help } = values;
  if (values.long && values.faults !== undefined) {
    throw new TypeError('--long and --faults exclude each other.');
  }
  return {
    seed: integer('seed', values.seed, 0, mostSeed) ?? Math.floor(Math.random() * 1e6),
    faults: integer('faults', values.faults, 1, 1e6) ?? (values.long ? long : short),
    only: faultNames(values.only),
    browsers: browsersNamed(values.browser),
    verbose,
    help,
  };
};

const faultNames = (list: string | undefined): readonly FaultName[] => {
  const known = Object.keys(faults) as FaultName[];
  if (list === undefined) return known;
  return list.split(',').map((name) => {
    const fault = known.find((one) => one === name.trim());
    if (fault !== undefined) return fault;
    throw new TypeError(`--only expects some of ${known.join(', ')}, got "${name}".`);
  });
};

const integer = (
  name: string,
  text: string | undefined,
  least: number,
  most: number,
): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new TypeError(`--${name} expects an integer from ${least} to ${most}, got "${text}".`);
};
