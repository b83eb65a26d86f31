import { ensureBuild } from '../lib/ensureBuild.mjs';
import { runTool } from '../lib/runTool.mjs';
import { typeProjects } from '../lib/typeProjects.mjs';

/**
 * Compiles the packages and type-checks everything else: tests, demo, scripts.
 *
 * @returns {Promise<string[]>} what does not compile
 */
export async function typeProblems() {
  /** @type {string[]} */
  const problems = [];
  try {
    await ensureBuild();
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  const projects = typeProjects().checked.values();
  const checkOnes = async () => {
    for (const project of projects) problems.push(...(await runTool('tsc', ['-p', project])));
  };
  // One core each of a small machine.
  await Promise.all([checkOnes(), checkOnes()]);
  return problems;
}
