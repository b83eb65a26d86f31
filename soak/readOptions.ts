import { parseArgs } from 'node:util';
import type { BrowserName } from '../e2e/kit/BrowserName.js';
import { browsersNamed } from '../e2e/kit/browsersNamed.js';

export interface SoakCommand {
  readonly minutes: number;
  /** Million bytes for tabs of which one is stuck, instead of letting tabs stream for a time. */
  readonly slowTab: number | undefined;
  readonly browsers: readonly BrowserName[];
  readonly help: boolean;
}

export const usage = `Usage: npm run soak -- [options]

  --minutes N        how long the tabs stream (default 10)
  --slow-tab MB      instead, send so many million bytes to tabs of which one is stuck
  --browser NAME     chromium or firefox (default both, at the same time)
  --help             print this
`;

/** @throws TypeError that says which option was expected to be what */
export const readOptions = (args: readonly string[]): SoakCommand => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '10' },
      'slow-tab': { type: 'string' },
      browser: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes <= 1440)) {
    throw new TypeError(`--minutes expects a number up to 1440, got "${values.minutes}".`);
  }
  const slowTab = values['slow-tab'] === undefined ? undefined : Number(values['slow-tab']);
  if (slowTab !== undefined && !(slowTab > 0 && slowTab <= 1000)) {
    throw new TypeError(`--slow-tab expects a number up to 1000, got "${values['slow-tab']}".`);
  }
  return { minutes, slowTab, browsers: browsersNamed(values.browser), help: values.help };
};
