import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { npmCommand } from '../lib/npmCommand.mjs';
import { rootFolder } from '../lib/rootFolder.mjs';

/**
 * Packs a package as publishing it would.
 *
 * @param {string} name of its folder under `packages/`
 * @param {string} destination an existing folder
 * @returns {{ tarball: string, files: string[] }} the archive and the paths in it
 */
export function packPackage(name, destination) {
  const [command, ...args] = npmCommand();
  const { status, stdout, stderr } = spawnSync(
    command,
    [...args, 'pack', '--json', '--ignore-scripts', '--pack-destination', destination],
    { cwd: join(rootFolder, 'packages', name), encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`npm pack failed for ${name}: ${stderr}`);
  /** @type {[{ filename: string, files: { path: string }[] }]} */
  const [{ filename, files }] = JSON.parse(stdout);
  return { tarball: join(destination, filename), files: files.map(({ path }) => path) };
}
