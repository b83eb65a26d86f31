import { launch } from 'puppeteer-core';
import type { Browser } from 'puppeteer-core';
import { findBrowser } from '../../scripts/lib/findBrowser.mjs';
import type { BrowserName } from './BrowserName.js';

/** Starts a browser with a profile of its own. */
export const launchBrowser = async (browser: BrowserName): Promise<Browser> => {
  const executablePath = findBrowser(browser);
  if (executablePath === undefined) throw new Error(`There is no ${browser} on this machine`);
  return browser === 'firefox'
    ? launch({ browser, executablePath, headless: true })
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
