/** `npm test`: the check, then the tests in real browsers. The last line sums up all tests. */
import { ensureDependencies } from './lib/ensureDependencies.mjs';

ensureDependencies();
const { checkSteps } = await import('./check/checkSteps.mjs');
const { runSteps } = await import('./check/runSteps.mjs');
const { browserSteps } = await import('./test/browserSteps.mjs');
const { reportRun } = await import('./test/reportRun.mjs');

// One after the other: beside lint and units, browsers on two cores are late for everything.
const failed = await runSteps([...checkSteps, ...browserSteps('e2e')]);
process.exitCode = reportRun(['unit', 'e2e'], failed);
