import { ensureBuild } from '../lib/ensureBuild.mjs';
import { typeProjects } from '../lib/typeProjects.mjs';
import { runTool } from './runTool.mjs';

/**
 * Compiles the packages and type-checks everything else: tests, demo, scripts.
 *
 * @returns {Promise<string[]>} one line for each project that does not compile
 */
export async function typeProblems() {
  await ensureBuild();
  const problems = [];
  for (const project of typeProjects().checked) {
    const failure = await runTool('typescript', ['--project', project], 'tsc');
    if (failure.length > 0) problems.push(`${project} does not compile`);
  }
  return problems;
}
