import puppeteer from 'puppeteer';
import { findBrowser } from './findBrowser.mjs';

const chromeArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @typedef {Readonly<Record<string, string | number | boolean>>} FirefoxPrefs */

/**
 * Starts a browser without a window.
 *
 * @param {'chrome' | 'firefox'} browser
 * @param {object} [options]
 * @param {FirefoxPrefs} [options.firefoxPrefs] settings of Firefox's that differ from the usual ones
 * @param {string} [options.profile] its folder; default: one that is removed when the browser closes
 * @returns {Promise<import('puppeteer').Browser>}
 */
export function launchBrowser(browser, { firefoxPrefs = {}, profile } = {}) {
  return puppeteer.launch({
    browser,
    executablePath: findBrowser(browser),
    headless: true,
    args: browser === 'chrome' ? chromeArguments : [],
    extraPrefsFirefox: firefoxPrefs,
    ...(profile !== undefined && { userDataDir: profile }),
  });
}
