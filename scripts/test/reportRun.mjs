import { existsSync, readFileSync } from 'node:fs';
import { countTests } from './countTests.mjs';
import { jestReport } from './jestReport.mjs';
import { summaryOf } from './summaryOf.mjs';

/**
 * Prints the last lines of a run.
 *
 * @param {readonly string[]} projects Jest's, which have left their reports
 * @param {readonly string[]} failedSteps
 * @returns {number} the exit status
 */
export function reportRun(projects, failedSteps) {
  const reports = projects.map((project) => {
    const path = jestReport(project);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  });
  const { text, succeeded } = summaryOf(countTests(reports), failedSteps);
  console.log(`\n${text}`);
  return succeeded ? 0 : 1;
}
