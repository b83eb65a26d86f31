import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer from 'puppeteer';

/** Debian's names first: where both are there, `firefox` is a link to the other, or a placeholder. */
const commands = {
  chrome: ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'],
  firefox: ['firefox-esr', 'firefox'],
};

/**
 * The browsers that this machine has, likeliest first: Chrome where Puppeteer knows it to be installed,
 * what is on PATH, and Puppeteer's own download of the version that it is tested with.
 *
 * @param {'chrome' | 'firefox'} name `chrome` takes Chromium too
 * @returns {string[]} absolute paths of files that exist
 */
export function installedBrowsers(name) {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [
    ...(name === 'chrome' ? installedChrome() : []),
    ...folders.flatMap((folder) => commands[name].map((command) => join(folder, command + suffix))),
    puppeteer.executablePath({ browser: name, headless: true }),
  ].filter((path) => existsSync(path));
}

/** @returns {string[]} */
function installedChrome() {
  try {
    return [puppeteer.executablePath('chrome')];
  } catch {
    // Puppeteer says by this that Chrome is at none of the platform's usual places.
    return [];
  }
}
