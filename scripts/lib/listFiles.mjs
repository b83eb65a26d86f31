import { globSync } from 'tinyglobby';
import { rootFolder } from './rootFolder.mjs';

const generated = ['node_modules', 'dist', 'build', 'coverage', '.git', '.cache', '.nx'];

/**
 * The repository's own files, without what is installed or generated.
 *
 * @param {string | readonly string[]} patterns globs, relative to the root
 * @returns {string[]} paths relative to the root, with `/`, sorted
 */
export function listFiles(patterns) {
  const ignore = generated.map((name) => `**/${name}/**`);
  return globSync([patterns].flat(), {
    cwd: rootFolder,
    ignore,
    dot: true,
    followSymbolicLinks: false,
  }).sort();
}
