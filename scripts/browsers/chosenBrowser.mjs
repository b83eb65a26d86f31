import { existsSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * The browser that the environment names: `PUPPETEER_EXECUTABLE_PATH`, if its file name tells that it is
 * this one, or, for Firefox, `FIREFOX_EXECUTABLE_PATH`.
 *
 * @param {'chrome' | 'firefox'} name
 * @param {Record<string, string | undefined>} [env] replaceable for tests
 * @returns {string | undefined} absolute path of its executable
 * @throws Error if it names a file that does not exist
 */
export function chosenBrowser(name, env = process.env) {
  for (const variable of ['FIREFOX_EXECUTABLE_PATH', 'PUPPETEER_EXECUTABLE_PATH']) {
    const path = env[variable];
    if (!path) continue;
    const isFirefox = variable.startsWith('FIREFOX') || /firefox/i.test(basename(path));
    if (isFirefox !== (name === 'firefox')) continue;
    if (!existsSync(path)) throw new Error(`${variable} names ${path}, which does not exist.`);
    return path;
  }
  return undefined;
}
