import { run } from '../lib/run.mjs';
import { toolPath } from '../lib/toolPath.mjs';

/**
 * Runs a dependency's command, whose own output says what is wrong.
 *
 * @param {string} packageName
 * @param {readonly string[]} args
 * @param {string} [command] defaults to the package's name
 * @returns {Promise<string[]>} empty if it succeeded
 */
export async function runTool(packageName, args, command) {
  const status = await run(process.execPath, [toolPath(packageName, command), ...args]);
  return status === 0 ? [] : [`${command ?? packageName} ended with status ${status}`];
}
