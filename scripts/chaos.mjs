/** `npm run chaos [-- options]`: sets up what is missing, then runs the campaign, which reads the options. */
import { ensureDependencies } from './lib/ensureDependencies.mjs';

ensureDependencies();
const { runProgram } = await import('./lib/runProgram.mjs');
process.exitCode = await runProgram('chaos/main.ts', process.argv.slice(2));
