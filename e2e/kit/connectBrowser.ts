import puppeteer from 'puppeteer';
import type { Browser } from 'puppeteer';
import type { FirefoxPrefs } from '../../scripts/browsers/launchBrowser.mjs';
import type { BrowserName } from './BrowserName.js';

declare global {
  /** Given by BrowserEnvironment.mjs. */
  var browserEndpoint: (name: BrowserName, firefoxPrefs?: FirefoxPrefs) => Promise<string>;
}

/**
 * The browser that all test files of this Jest worker share. Whoever connects closes the contexts that he
 * opened, and disconnects.
 *
 * @param firefoxPrefs - settings of Firefox's that differ from the usual ones
 */
export const connectBrowser = async (
  name: BrowserName,
  firefoxPrefs?: FirefoxPrefs,
): Promise<Browser> =>
  puppeteer.connect({
    browserWSEndpoint: await globalThis.browserEndpoint(name, firefoxPrefs),
    protocol: name === 'firefox' ? 'webDriverBiDi' : 'cdp',
  });
