import { ensureBrowser } from '../scripts/browsers/ensureBrowser.mjs';
import { readCommand } from '../scripts/lib/readCommand.mjs';
import { brokenPromises } from './brokenPromises.js';
import type { BrowserName } from '../e2e/kit/BrowserName.js';
import { formatResults } from './formatResults.js';
import { formatSlowTabs } from './formatSlowTabs.js';
import { readOptions, usage } from './readOptions.js';
import { slowTab } from './slowTab.js';
import type { SlowTabResult } from './slowTab.js';
import { slowTabPromises } from './slowTabPromises.js';
import { soak } from './soak.js';

const variables = { chrome: 'PUPPETEER_EXECUTABLE_PATH', firefox: 'FIREFOX_EXECUTABLE_PATH' };

/** Runs the command; resolves with its exit status. */
export const main = async (args: readonly string[]): Promise<number> => {
  const command = readCommand(args, readOptions, usage);
  if (typeof command === 'number') return command;
  const { minutes, slowTab: megabytes, browsers } = command;
  for (const browser of browsers) process.env[variables[browser]] = await ensureBrowser(browser);
  if (megabytes !== undefined) return slowTabs(browsers, megabytes);
  console.log(`Streaming for ${minutes} minutes, with nobody attached to the browser.`);
  const runs = browsers.flatMap((browser) =>
    [false, true].map((helper) => soak(browser, helper, minutes)),
  );
  const results = await Promise.all(runs);
  console.log(`\n${formatResults(results)}`);
  const broken = results.flatMap(brokenPromises);
  for (const promise of broken) console.error(promise);
  return broken.length > 0 ? 1 : 0;
};

/** One after the other: what else runs would be measured, too. */
const slowTabs = async (browsers: readonly BrowserName[], megabytes: number): Promise<number> => {
  console.log(`Sending ${megabytes} MB to tabs of which one is stuck.`);
  const results: SlowTabResult[] = [];
  for (const browser of browsers)
    for (const helper of browser === 'firefox' ? [false, true] : [false])
      results.push(await slowTab(browser, helper, megabytes));
  console.log(`\n${formatSlowTabs(results)}`);
  const broken = results.flatMap(slowTabPromises);
  for (const promise of broken) console.error(promise);
  return broken.length > 0 ? 1 : 0;
};
