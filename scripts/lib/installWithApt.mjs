import { spawnSync } from 'node:child_process';

/**
 * Installs a browser from Debian's own packages, where that is possible: as root, with apt-get.
 *
 * @param {'chrome' | 'firefox'} name
 * @param {Record<string, string | undefined>} [env] replaceable for tests
 * @param {number | undefined} [userId] replaceable for tests
 * @returns {boolean} whether it succeeded
 */
export function installWithApt(name, env = process.env, userId = process.getuid?.()) {
  if (userId !== 0) return false;
  const aptGet = (/** @type {string[]} */ ...args) =>
    spawnSync('apt-get', args, {
      stdio: 'inherit',
      env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  const packageName = name === 'chrome' ? 'chromium' : 'firefox-esr';
  // The package lists may be old or absent; an update that fails leaves what there is.
  aptGet('update', '--quiet');
  return aptGet('install', '--quiet', '--yes', '--no-install-recommends', packageName);
}
