import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { run } from '../lib/run.mjs';
import { toolPath } from '../lib/toolPath.mjs';
import { jestReport } from './jestReport.mjs';

/** For two cores; tests in browsers wait for much of their time. */
const workers = { unit: '2', e2e: '3' };

/**
 * Runs one of Jest's projects and leaves its results in {@link jestReport}.
 *
 * @param {'unit' | 'e2e'} project
 * @param {number} [timeLimitMs] milliseconds after which the run is ended; default: none
 * @returns {Promise<string[]>} empty if all tests passed
 */
export async function jestProblems(project, timeLimitMs) {
  const report = jestReport(project);
  rmSync(report, { force: true });
  mkdirSync(dirname(report), { recursive: true });
  const args = ['--selectProjects', project, '--ci', '--maxWorkers', workers[project]];
  const status = await run(
    process.execPath,
    [toolPath('jest'), ...args, '--json', '--outputFile', report],
    timeLimitMs === undefined ? {} : { timeLimitMs },
  );
  return status === 0 ? [] : [`jest ended with status ${status}`];
}
