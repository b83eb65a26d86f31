/** `npm run bench:micro [-- options]`: sets up what is missing, then measures the core in Node. */
import { ensureDependencies } from './lib/ensureDependencies.mjs';

ensureDependencies();
const { ensureBuild } = await import('./lib/ensureBuild.mjs');
await ensureBuild();
const { runProgram } = await import('./lib/runProgram.mjs');
process.exitCode = await runProgram('bench/micro/main.ts', process.argv.slice(2));
