/** `npm run bench [-- options]`: sets up what is missing, then measures; the program reads the options. */
import { ensureDependencies } from './lib/ensureDependencies.mjs';

ensureDependencies();
const { ensureBuild } = await import('./lib/ensureBuild.mjs');
await ensureBuild();
const { runProgram } = await import('./lib/runProgram.mjs');
process.exitCode = await runProgram('bench/main.ts', process.argv.slice(2));
