import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { execFileSync } from 'node:child_process';
import { ensureBrowser } from '../scripts/browsers/ensureBrowser.mjs';
import { readCommand } from '../scripts/lib/readCommand.mjs';
import type { BenchCommand } from './BenchCommand.js';
import { chartOf } from './chartOf.js';
import { claimsOf } from './claimsOf.js';
import { formatClaims } from './figures/formatClaims.js';
import { formatTable } from './figures/formatTable.js';
import { joinResults } from './joinResults.js';
import { markdownOf } from './markdownOf.js';
import { profileWorker } from './profileWorker.js';
import { readOptions, usage } from './readOptions.js';
import type { Results } from './Results.js';
import { runRounds } from './runRounds.js';
import type { Sample } from './Sample.js';
import { scenarioName } from './scenarioName.js';
import { selfTimes } from './selfTimes.js';
import { summarise } from './summarise.js';
import { tablesOf } from './tablesOf.js';

/** Runs the command; resolves with its exit status. */
export const main = async (args: readonly string[]): Promise<number> => {
  const command = readCommand(args, readOptions, usage);
  if (typeof command === 'number') return command;
  if (command.profile !== undefined) {
    await writeProfile(command, command.profile);
    return 0;
  }
  const results =
    command.from.length > 0
      ? joinResults(await Promise.all(command.from.map(readResults)))
      : await measure(command);
  const summaries = summarise(results.samples);
  const tables = tablesOf(summaries);
  for (const table of tables) console.log(`\n${formatTable(table)}`);
  const claims = claimsOf(summaries);
  if (claims.length > 0) console.log(`\n${formatClaims(claims)}`);
  console.log(`\n${results.machine}`);
  await writeResults(command, results.machine, results.samples);
  await write(command.chart, await chartOf(summaries));
  if (command.markdown !== undefined) await write(command.markdown, markdownOf(tables, claims));
  console.log(`Written: ${command.json}, ${command.chart}`);
  return 0;
};

const writeProfile = async ({ tabs, scenarios }: BenchCommand, file: string): Promise<void> => {
  process.env['PUPPETEER_EXECUTABLE_PATH'] = await ensureBrowser('chrome');
  const scenario = scenarios.filter(({ kind }) => kind === 'steady').pop() ?? scenarios[0];
  const [count = 5] = tabs.slice(-1);
  if (!scenario) throw new TypeError('--profile expects a rate or a burst.');
  const profile = await profileWorker(count, scenario);
  await write(file, JSON.stringify(profile));
  console.log(`${count} tabs, ${scenarioName(scenario)}\n\n${formatTable(selfTimes(profile))}`);
  console.log(`\nWritten: ${file}`);
};

const measure = async (command: BenchCommand): Promise<Results> => {
  const browser = await ensureBrowser('chrome');
  process.env['PUPPETEER_EXECUTABLE_PATH'] = browser;
  const version = execFileSync(browser, ['--version'], { encoding: 'utf8' }).trim();
  const [processor] = cpus();
  const machine = `${version}, Node ${process.version}, ${cpus().length} cores (${processor?.model ?? ''})`;
  // So that a run that is interrupted leaves its results so far.
  const samples = await runRounds(command, (soFar) => writeResults(command, machine, soFar));
  return { machine, samples };
};

const writeResults = async (
  { json }: BenchCommand,
  machine: string,
  samples: readonly Sample[],
): Promise<void> => write(json, `${JSON.stringify({ machine, samples } satisfies Results)}\n`);

const readResults = async (path: string): Promise<Results> =>
  JSON.parse(await readFile(path, 'utf8')) as Results;

const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
};
