import { spawn } from 'node:child_process';
import { rootFolder } from './rootFolder.mjs';

/**
 * Runs a program in the repository's root with this process's input and output.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string | undefined>, timeLimitMs?: number }} [options]
 *   `env` is laid over this process's environment; after `timeLimitMs` (milliseconds, default: no
 *   limit) the program is told to end, which counts as a failure.
 * @returns {Promise<number>} its exit status; 1 if it could not be started or was ended by a signal
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: rootFolder,
      stdio: 'inherit',
      env: { ...process.env, ...options.env },
      timeout: options.timeLimitMs,
    });
    child.on('error', (error) => {
      console.error(`Could not run ${command}: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}
