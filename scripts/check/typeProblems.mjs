import { ensureBuild } from '../lib/ensureBuild.mjs';
import { typeProjects } from '../lib/typeProjects.mjs';
import { runTool } from './runTool.mjs';

/**
 * Compiles the packages and type-checks everything else: tests, demo, scripts.
 *
 * @returns {Promise<string[]>} one line for each project that does not compile
 */
export async function typeProblems() {
  /** @type {string[]} */
  const problems = [];
  try {
    await ensureBuild();
  } catch {
    problems.push('the packages do not compile');
  }
  const projects = typeProjects().checked.values();
  const checkOnes = async () => {
    for (const project of projects) {
      const failure = await runTool('typescript', ['--project', project], 'tsc');
      if (failure.length > 0) problems.push(`${project} does not compile`);
    }
  };
  // One core each of a small machine.
  await Promise.all([checkOnes(), checkOnes()]);
  return problems;
}
