/** `npm test`: the units, then the tests in real browsers that take seconds each. The last line sums up all. */
import { ensureDependencies } from './lib/ensureDependencies.mjs';

ensureDependencies();
const { ensureBuild } = await import('./lib/ensureBuild.mjs');
const { runSteps } = await import('./check/runSteps.mjs');
const { browserSteps } = await import('./test/browserSteps.mjs');
const { jestProblems } = await import('./test/jestProblems.mjs');
const { reportRun } = await import('./test/reportRun.mjs');

await ensureBuild();
// Not at the same time: on two cores, tests in browsers miss their deadlines while units run.
const units = { name: 'unit', run: () => jestProblems('unit') };
process.exitCode = reportRun(['unit', 'e2e'], await runSteps([units, ...browserSteps('e2e')]));
