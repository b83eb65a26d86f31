import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { Browser, detectBrowserPlatform, install, resolveBuildId } from '@puppeteer/browsers';
import { browserCache } from './browserCache.mjs';

/**
 * Downloads the current stable release into the project's cache. A half-done download stays in a
 * folder of its own and is thrown away by the next attempt.
 *
 * @param {'chrome' | 'firefox'} name
 * @param {(received: number, total: number) => void} onProgress bytes
 * @param {{ buildId: string, baseUrl: string, cache: ReturnType<typeof browserCache> }} [source]
 *   another release, host and cache folder, for tests
 * @returns {Promise<void>}
 */
export async function fetchBrowser(name, onProgress, source) {
  const browser = name === 'chrome' ? Browser.CHROME : Browser.FIREFOX;
  const platform = detectBrowserPlatform();
  if (platform === undefined) throw new Error('there is no download for this platform');
  const buildId = source?.buildId ?? (await resolveBuildId(browser, platform, 'stable'));
  const { folder, pointer } = source?.cache ?? browserCache(name);
  const incoming = `${folder}.incoming`;
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true });
  const installed = await install({
    browser,
    platform,
    buildId,
    cacheDir: incoming,
    installDeps: existsSync('/etc/debian_version') && process.getuid?.() === 0,
    downloadProgressCallback: onProgress,
    ...(source && { baseUrl: source.baseUrl }),
  });
  const executable = relative(incoming, installed.executablePath);
  await writeFile(join(incoming, basename(pointer)), `${executable}\n`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  await rename(incoming, folder);
}
