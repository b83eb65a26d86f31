import { launch } from 'puppeteer-core';
import type { Browser } from 'puppeteer-core';
import { findBrowser } from '../../scripts/lib/findBrowser.mjs';
import type { BrowserName } from './BrowserName.js';

export type FirefoxPrefs = Readonly<Record<string, string | number | boolean>>;

/**
 * Starts a browser with a profile of its own.
 *
 * @param firefoxPrefs - settings of Firefox's that differ from the usual ones
 */
export const launchBrowser = async (
  browser: BrowserName,
  firefoxPrefs: FirefoxPrefs = {},
): Promise<Browser> => {
  const executablePath = findBrowser(browser);
  if (executablePath === undefined) throw new Error(`There is no ${browser} on this machine`);
  return browser === 'firefox'
    ? launch({ browser, executablePath, headless: true, extraPrefsFirefox: firefoxPrefs })
    : launch({
        browser,
        executablePath,
        headless: true,
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      });
};
