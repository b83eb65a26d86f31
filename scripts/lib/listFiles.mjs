import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from './rootFolder.mjs';

const foldersToSkip = /^(?:node_modules|dist|build|coverage|\.git|\.cache|\.nx)$/;

/**
 * The repository's own files, without what is installed or generated.
 *
 * @param {RegExp} pattern tested against the path
 * @param {string} [folder] where to look, relative to the root
 * @returns {string[]} paths relative to the root, with `/`, sorted
 */
export function listFiles(pattern, folder = '') {
  return readdirSync(join(rootFolder, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        return foldersToSkip.test(entry.name) ? [] : listFiles(pattern, path);
      }
      return entry.isFile() && pattern.test(path) ? [path] : [];
    });
}
