/** `npm run stranger`: the way of somebody who has nothing but the packages and their README. */
import { ensureDependencies } from './lib/ensureDependencies.mjs';

ensureDependencies();
const { ensureBuild } = await import('./lib/ensureBuild.mjs');
await ensureBuild();
const { readmeProblems } = await import('./stranger/readmeProblems.mjs');
const { strangerProblems } = await import('./stranger/strangerProblems.mjs');
const problems = [...(await readmeProblems()), ...strangerProblems()];
for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log('The README leads there.');
process.exitCode = problems.length > 0 ? 1 : 0;
