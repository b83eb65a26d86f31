/** `npm test`: the check, then the tests in real browsers. The last line sums up all tests. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { ensureDependencies } from './lib/ensureDependencies.mjs';

const timeLimitMs = 60 * 60_000;

await ensureDependencies();
const { checkSteps } = await import('./check/checkSteps.mjs');
const { runSteps } = await import('./check/runSteps.mjs');
const { ensureBrowser } = await import('./lib/ensureBrowser.mjs');
const { countTests } = await import('./test/countTests.mjs');
const { jestProblems } = await import('./test/jestProblems.mjs');
const { jestReport } = await import('./test/jestReport.mjs');

const projects = /** @type {const} */ (['unit', 'e2e']);
// What an earlier run has left must not be counted as this one's.
for (const project of projects) rmSync(jestReport(project), { force: true });

const failed = await runSteps([
  ...checkSteps,
  {
    name: 'browsers',
    run: async () => {
      process.env['PUPPETEER_EXECUTABLE_PATH'] = await ensureBrowser('chrome');
      process.env['FIREFOX_EXECUTABLE_PATH'] = await ensureBrowser('firefox');
      return [];
    },
  },
  { name: 'e2e', run: () => jestProblems('e2e', timeLimitMs - performance.now()) },
]);

if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
const reports = projects.map((project) => {
  const path = jestReport(project);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
});
const counts = countTests(reports);
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = failed.length > 0 || counts.failed > 0 ? 1 : 0;
