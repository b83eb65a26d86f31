import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dependenciesAreCurrent } from './dependenciesAreCurrent.mjs';
import { npmCommand } from './npmCommand.mjs';
import { rootFolder } from './rootFolder.mjs';
import { run } from './run.mjs';

/**
 * Installs the dependencies if they are missing or the lock file asks for others; does nothing
 * otherwise. Install scripts stay off: no dependency needs one, and none may download a browser.
 */
export async function ensureDependencies() {
  const lockFile = readFileSync(join(rootFolder, 'package-lock.json'), 'utf8');
  const installed = join(rootFolder, 'node_modules', '.package-lock.json');
  if (
    dependenciesAreCurrent(
      lockFile,
      existsSync(installed) ? readFileSync(installed, 'utf8') : undefined,
    )
  ) {
    return;
  }
  console.log('Installing dependencies (npm ci)');
  const [command, ...args] = npmCommand();
  const status = await run(command, [...args, 'ci', '--ignore-scripts'], {
    env: { PUPPETEER_SKIP_DOWNLOAD: 'true' },
  });
  if (status !== 0) throw new Error('npm ci failed; its own message above says why.');
}
