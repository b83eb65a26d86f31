import { x } from 'tinyexec';
import { rootFolder } from './rootFolder.mjs';

/**
 * Runs a program, or a dependency's command, in the repository's root. What it prints is held back, and
 * is the problem if it fails; `shown` passes it on as it comes.
 *
 * @param {string} command
 * @param {readonly string[]} [args]
 * @param {{ shown?: boolean }} [options]
 * @returns {Promise<string[]>} empty if it succeeded
 */
export async function runTool(command, args = [], { shown = false } = {}) {
  const stdio = shown ? 'inherit' : 'pipe';
  try {
    const { exitCode, stdout, stderr } = await x(command, args, {
      nodeOptions: { cwd: rootFolder, stdio },
    });
    if (exitCode === 0) return [];
    return [`${stdout}${stderr}`, `${command} ended with status ${exitCode}`].filter(Boolean);
  } catch (error) {
    return [`Could not run ${command}: ${error instanceof Error ? error.message : String(error)}`];
  }
}
