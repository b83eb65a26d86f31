import { join } from 'node:path';
import { rootFolder } from '../lib/rootFolder.mjs';

/**
 * Where Jest writes the results of a project's last run.
 *
 * @param {string} project
 * @returns {string} absolute path
 */
export function jestReport(project) {
  return join(rootFolder, '.cache', 'jest', `${project}.json`);
}
