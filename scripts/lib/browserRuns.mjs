import { spawnSync } from 'node:child_process';

/**
 * Whether a browser starts here at all: a download may lack system libraries, and some
 * distributions install a placeholder under a browser's name.
 *
 * Windows's Chrome opens a window instead of printing its version, so there the file's existence
 * has to do.
 *
 * @param {string} path
 * @returns {boolean}
 */
export function browserRuns(path) {
  if (process.platform === 'win32') return true;
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 });
  return status === 0 && /\d+\.\d+/.test(stdout);
}
