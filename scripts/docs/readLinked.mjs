import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rootFolder } from '../lib/rootFolder.mjs';

/**
 * Reads files that links in a Markdown file lead to.
 *
 * @param {string} path of the Markdown file, relative to the root
 * @returns {(target: string) => string | undefined} `undefined` for a file that does not exist
 */
export function readLinked(path) {
  return (target) => {
    const file = join(rootFolder, dirname(path), target);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  };
}
