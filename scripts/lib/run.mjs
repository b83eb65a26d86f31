import { spawn } from 'node:child_process';
import { rootFolder } from './rootFolder.mjs';

/**
 * Runs a program in the repository's root with this process's input and output.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string | undefined>, timeLimitMs?: number }} [options]
 *   `env` is laid over this process's environment; after `timeLimitMs` (milliseconds, default: no
 *   limit) the program and all that it has started are told to end, which counts as a failure.
 * @returns {Promise<number>} its exit status; 1 if it could not be started or was ended by a signal
 */
export function run(command, args, options = {}) {
  const { env, timeLimitMs } = options;
  // A process group of its own lets one signal reach the program's children too. But then Ctrl+C no
  // longer does by itself, so signals are passed on.
  const hasGroup = timeLimitMs !== undefined && process.platform !== 'win32';
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: rootFolder,
      stdio: 'inherit',
      env: { ...process.env, ...env },
      detached: hasGroup,
    });
    const end = (/** @type {NodeJS.Signals} */ signal) => {
      if (hasGroup && child.pid !== undefined) process.kill(-child.pid, signal);
      else child.kill(signal);
    };
    const timer =
      timeLimitMs === undefined
        ? undefined
        : setTimeout(() => {
            console.error(`${command} has reached its time limit.`);
            end('SIGTERM');
          }, timeLimitMs);
    const settle = (/** @type {number} */ status) => {
      clearTimeout(timer);
      process.off('SIGINT', end).off('SIGTERM', end);
      resolve(status);
    };
    if (hasGroup) process.on('SIGINT', end).on('SIGTERM', end);
    child.on('error', (error) => {
      console.error(`Could not run ${command}: ${error.message}`);
      settle(1);
    });
    child.on('exit', (code) => {
      settle(code ?? 1);
    });
  });
}
