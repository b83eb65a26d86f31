import { run } from './run.mjs';
import { toolPath } from './toolPath.mjs';

/** Compiles every package whose sources are newer than its build. */
export async function ensureBuild() {
  const status = await run(process.execPath, [toolPath('typescript', 'tsc'), '--build']);
  if (status !== 0) throw new Error('tsc --build failed; its own message above says why.');
}
