import { ensureBrowser } from '../scripts/lib/ensureBrowser.mjs';
import { brokenPromises } from './brokenPromises.js';
import { formatResults } from './formatResults.js';
import { readOptions, usage } from './readOptions.js';
import type { SoakCommand } from './readOptions.js';
import { soak } from './soak.js';

const variables = { chrome: 'PUPPETEER_EXECUTABLE_PATH', firefox: 'FIREFOX_EXECUTABLE_PATH' };

/** Runs the command; resolves with its exit status. */
export const main = async (args: readonly string[]): Promise<number> => {
  let command: SoakCommand;
  try {
    command = readOptions(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  const { minutes, browsers, help } = command;
  if (help) {
    console.log(usage);
    return 0;
  }
  for (const browser of browsers) process.env[variables[browser]] = await ensureBrowser(browser);
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
