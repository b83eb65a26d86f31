/** `npm run check [-- step ...]`: all that is read, not run, or only the named steps of it. */
import { ensureDependencies } from './lib/ensureDependencies.mjs';

ensureDependencies();
const { checkSteps } = await import('./check/checkSteps.mjs');
const { runSteps } = await import('./check/runSteps.mjs');

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => checkSteps.every((step) => step.name !== name));
if (unknown.length > 0) {
  const names = checkSteps.map(({ name }) => name).join(', ');
  console.error(`No step is called ${unknown.join(', ')}. There are: ${names}.`);
  process.exit(2);
}
const failed = await runSteps(
  checkSteps.filter(({ name }) => wanted.length === 0 || wanted.includes(name)),
);
console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}` : '\nAll steps passed.');
process.exitCode = failed.length > 0 ? 1 : 0;
