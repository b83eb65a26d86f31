import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from './rootFolder.mjs';
import { run } from './run.mjs';
import { staleOutputs } from './staleOutputs.mjs';
import { toolPath } from './toolPath.mjs';

/** Compiles every package whose sources are newer than its build, removes what has no source, and bundles. */
export async function ensureBuild() {
  const packages = join(rootFolder, 'packages');
  for (const name of readdirSync(packages)) {
    const [dist, src] = [join(packages, name, 'dist'), join(packages, name, 'src')];
    for (const path of staleOutputs(filesIn(dist), filesIn(src))) rmSync(join(dist, path));
  }
  const status = await run(process.execPath, [toolPath('typescript', 'tsc'), '--build']);
  if (status !== 0) throw new Error('tsc --build failed; its own message above says why.');
  const bundler = join(packages, 'workbox-sse-build', 'bundle.mjs');
  if ((await run(process.execPath, [bundler])) !== 0)
    throw new Error('Bundling failed, see above.');
}

/**
 * @param {string} folder
 * @returns {string[]} paths inside it, with `/`; none if it does not exist
 */
function filesIn(folder) {
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return paths.map((path) => path.replaceAll('\\', '/'));
}
