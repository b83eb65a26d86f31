/** `npm run soak [-- options]`: sets up what is missing, then runs the soak, which reads the options. */
import { ensureDependencies } from './lib/ensureDependencies.mjs';

ensureDependencies();
const { runProgram } = await import('./lib/runProgram.mjs');
process.exitCode = await runProgram('soak/main.ts', process.argv.slice(2));
