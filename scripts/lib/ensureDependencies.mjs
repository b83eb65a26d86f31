import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dependenciesAreCurrent } from './dependenciesAreCurrent.mjs';
import { rootFolder } from './rootFolder.mjs';

/**
 * Installs the dependencies if they are missing or the lock file asks for others; does nothing
 * otherwise. It imports none of them, because there may be none yet. Install scripts stay off: no
 * dependency needs one.
 */
export function ensureDependencies() {
  const lockFile = readFileSync(join(rootFolder, 'package-lock.json'), 'utf8');
  const installed = join(rootFolder, 'node_modules', '.package-lock.json');
  const present = existsSync(installed) ? readFileSync(installed, 'utf8') : undefined;
  if (dependenciesAreCurrent(lockFile, present)) return;
  console.log('Installing dependencies (npm ci)');
  const { status } = spawnSync('npm ci --ignore-scripts', {
    cwd: rootFolder,
    stdio: 'inherit',
    // npm is a script that Windows does not start by itself.
    shell: true,
  });
  if (status !== 0) throw new Error('npm ci failed; its own message above says why.');
}
