import { chosenBrowser } from './chosenBrowser.mjs';
import { installedBrowsers } from './installedBrowsers.mjs';

/**
 * A browser that is there: the environment's choice, else an installed one.
 *
 * @param {'chrome' | 'firefox'} name
 * @returns {string} absolute path of its executable
 * @throws Error if there is none
 */
export function findBrowser(name) {
  const path = chosenBrowser(name) ?? installedBrowsers(name)[0];
  if (path === undefined) throw new Error(`There is no ${name} on this machine.`);
  return path;
}
