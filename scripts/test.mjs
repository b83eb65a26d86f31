/** `npm test`: the check, and the tests in real browsers beside it. The last line sums up all tests. */
import { ensureDependencies } from './lib/ensureDependencies.mjs';

ensureDependencies();
const { checkSteps } = await import('./check/checkSteps.mjs');
const { runSteps } = await import('./check/runSteps.mjs');
const { browserSteps } = await import('./test/browserSteps.mjs');
const { reportRun } = await import('./test/reportRun.mjs');

// Types come first: they build the packages, which all others need.
const [types, ...others] = checkSteps;
const failed = await runSteps(types ? [types] : []);
const lanes = [runSteps(others), runSteps(browserSteps('e2e'))];
failed.push(...(await Promise.all(lanes)).flat());
process.exitCode = reportRun(['unit', 'e2e'], failed);
