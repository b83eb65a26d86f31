import { join } from 'node:path';
import { xSync } from 'tinyexec';
import { rootFolder } from '../lib/rootFolder.mjs';

/**
 * Packs a package as publishing it would.
 *
 * @param {string} name of its folder under `packages/`
 * @param {string} destination an existing folder
 * @returns {{ tarball: string, files: string[] }} the archive and the paths in it
 */
export function packPackage(name, destination) {
  const { stdout } = xSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', destination],
    { nodeOptions: { cwd: join(rootFolder, 'packages', name) }, throwOnError: true },
  );
  /** @type {[{ filename: string, files: { path: string }[] }]} */
  const [{ filename, files }] = JSON.parse(stdout);
  return { tarball: join(destination, filename), files: files.map(({ path }) => path) };
}
