import { join } from 'node:path';
import { rootFolder } from './rootFolder.mjs';

/**
 * Where a downloaded browser lies: `folder` holds it, `pointer` is a text file that names its
 * executable relative to `folder` and is written last, so that a torn download is never taken for
 * a browser.
 *
 * @param {'chrome' | 'firefox'} name
 * @returns {{ folder: string, pointer: string }}
 */
export function browserCache(name) {
  const folder = join(rootFolder, '.cache', 'browsers', name);
  return { folder, pointer: join(folder, 'executable.txt') };
}
