import type { BrowserName } from '../e2e/kit/BrowserName.js';
import { ensureBrowser } from '../scripts/browsers/ensureBrowser.mjs';
import { readCommand } from '../scripts/lib/readCommand.mjs';
import { campaign } from './campaign.js';
import type { CampaignResult } from './campaign.js';
import { formatResult } from './formatResult.js';
import { readOptions, usage } from './readOptions.js';
import type { ChaosCommand } from './readOptions.js';
import type { StepResult } from './takeStep.js';

const variables = { chrome: 'PUPPETEER_EXECUTABLE_PATH', firefox: 'FIREFOX_EXECUTABLE_PATH' };
const titles = { chrome: 'chromium', firefox: 'firefox' };

/** Runs the command; resolves with its exit status. */
export const main = async (args: readonly string[]): Promise<number> => {
  const command = readCommand(args, readOptions, usage);
  if (typeof command === 'number') return command;
  let status = 0;
  for (const browser of command.browsers) {
    process.env[variables[browser]] = await ensureBrowser(browser);
    if (!(await survives(browser, command))) status = 1;
  }
  return status;
};

const survives = async (browser: BrowserName, command: ChaosCommand): Promise<boolean> => {
  const { seed, faults, only, verbose } = command;
  console.log(`\n${titles[browser]}: ${faults} faults, seed ${seed}`);
  const start = performance.now();
  const result = await campaign({
    browser,
    seed,
    faults,
    only,
    ...(verbose && { onStep: print }),
  });
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`\n${formatResult(result)}\n`);
  console.log(`${result.events} events, ${result.connections} connections, ${seconds} s`);
  return report(result);
};

const print = ({ step: { number, fault }, recovery, gaps }: StepResult): void => {
  console.log(`${number} ${fault}: ${Math.round(recovery)} ms, ${gaps} gap events`);
};

/** Says how to see it again, if something was not survived. */
const report = ({ browser, seed, steps }: CampaignResult): boolean => {
  const last = steps.at(-1);
  if (last?.failure === undefined) return true;
  const { number, fault } = last.step;
  const again = `--seed ${seed} --faults ${number} --browser ${titles[browser]}`;
  console.error(
    `Seed ${seed}, step ${number}, ${fault}:\n${last.failure}\n` +
      `To see it again: npm run chaos -- ${again}`,
  );
  return false;
};
