import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { runTool } from '../lib/runTool.mjs';
import { jestReport } from './jestReport.mjs';

/** For two cores; tests in browsers wait for much of their time. */
const workers = { unit: '2', e2e: '2', long: '2' };

/**
 * Runs one of Jest's projects and leaves its results in {@link jestReport}.
 *
 * @param {keyof typeof workers} project
 * @returns {Promise<string[]>} empty if all tests passed
 */
export async function jestProblems(project) {
  const report = jestReport(project);
  rmSync(report, { force: true });
  mkdirSync(dirname(report), { recursive: true });
  const args = ['--selectProjects', project, '--ci', '--maxWorkers', workers[project]];
  return runTool('jest', [...args, '--json', '--outputFile', report], { shown: true });
}
