import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from './rootFolder.mjs';

/**
 * The script behind a dependency's command, to be run by `process.execPath`: unlike the shims in
 * `node_modules/.bin` it needs no shell on any platform.
 *
 * @param {string} packageName
 * @param {string} [command] defaults to the package's name without its scope
 * @returns {string} absolute path
 */
export function toolPath(packageName, command = packageName.replace(/^.*\//, '')) {
  const folder = join(rootFolder, 'node_modules', packageName);
  /** @type {{ bin?: string | Record<string, string> }} */
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const script = typeof bin === 'string' ? bin : bin?.[command];
  if (script === undefined) throw new Error(`${packageName} has no command named ${command}`);
  return join(folder, script);
}
