/** `npm run test:long`: all other tests in real browsers, for half an hour. The last line sums them up. */
import { ensureDependencies } from './lib/ensureDependencies.mjs';

ensureDependencies();
const { ensureBuild } = await import('./lib/ensureBuild.mjs');
const { runSteps } = await import('./check/runSteps.mjs');
const { browserSteps } = await import('./test/browserSteps.mjs');
const { reportRun } = await import('./test/reportRun.mjs');

await ensureBuild();
process.exitCode = reportRun(['long'], await runSteps(browserSteps('long')));
