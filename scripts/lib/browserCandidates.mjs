import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { browserCache } from './browserCache.mjs';
import { browserPlaces } from './browserPlaces.mjs';

/**
 * @typedef {object} BrowserLookups what tests may replace
 * @property {Record<string, string | undefined>} [env]
 * @property {NodeJS.Platform} [platform]
 * @property {(path: string) => boolean} [isFile]
 * @property {(name: 'chrome' | 'firefox') => string | undefined} [downloaded]
 */

/**
 * The browsers there are, in the order of preference:
 * 1. the environment's: `PUPPETEER_EXECUTABLE_PATH` (for the browser that its file name tells) or,
 *    for Firefox, `FIREFOX_EXECUTABLE_PATH`;
 * 2. installed ones, on PATH and in the platform's usual places; `chrome` takes Chromium and Edge too;
 * 3. the project's own download.
 *
 * @param {'chrome' | 'firefox'} name
 * @param {BrowserLookups} [lookups]
 * @returns {string[]} absolute paths of files that exist
 * @throws Error if the environment names a file that does not exist
 */
export function browserCandidates(name, lookups = {}) {
  const {
    env = process.env,
    platform = process.platform,
    isFile = fileExists,
    downloaded = downloadedBrowser,
  } = lookups;
  const candidates = [];
  for (const variable of ['PUPPETEER_EXECUTABLE_PATH', 'FIREFOX_EXECUTABLE_PATH']) {
    const path = env[variable];
    if (!path || browserNamed(variable, path) !== name) continue;
    if (!isFile(path)) throw new Error(`${variable} names ${path}, which does not exist.`);
    candidates.push(path);
  }
  candidates.push(...browserPlaces(name, platform, env).filter((path) => isFile(path)));
  const download = downloaded(name);
  if (download !== undefined) candidates.push(download);
  return [...new Set(candidates)];
}

/**
 * @param {string} variable
 * @param {string} path
 * @returns {'chrome' | 'firefox'}
 */
function browserNamed(variable, path) {
  if (variable === 'FIREFOX_EXECUTABLE_PATH') return 'firefox';
  return /firefox/i.test(basename(path)) ? 'firefox' : 'chrome';
}

/**
 * @param {string} path
 * @returns {boolean}
 */
function fileExists(path) {
  return existsSync(path) && statSync(path).isFile();
}

/**
 * @param {'chrome' | 'firefox'} name
 * @returns {string | undefined}
 */
function downloadedBrowser(name) {
  const { folder, pointer } = browserCache(name);
  if (!fileExists(pointer)) return undefined;
  const path = join(folder, readFileSync(pointer, 'utf8').trim());
  return fileExists(path) ? path : undefined;
}
