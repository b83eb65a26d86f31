import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { launch } from 'puppeteer';
import type { Demo } from '../server/startDemo.js';
import { MODE_TITLES, MODES } from '../shared/modes.js';
import { brokenPromises } from './brokenPromises.js';
import { formatResults } from './formatResults.js';
import { measureMode } from './measureMode.js';
import type { ModeResult } from './ModeResult.js';
import { saveScreenshot } from './saveScreenshot.js';

const TABS = 10;

/**
 * Drives the demo with ten tabs per mode in headless Chromium, prints what it measured, and saves a
 * screenshot. Returns whether multiplex, carrier and bypass kept their promises.
 */
export async function runCheck(
  demo: Demo,
  executablePath: string,
  screenshot: string,
): Promise<boolean> {
  const browser = await launch({
    executablePath,
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
  try {
    console.log(`${await browser.version()}, ${TABS} tabs, HTTP/1.1 on localhost`);
    const results: ModeResult[] = [];
    for (const mode of MODES) {
      console.log(`Measuring: ${MODE_TITLES[mode]}`);
      results.push(await measureMode(browser, demo, mode, TABS));
    }
    console.log(`\n${formatResults(results, TABS)}\n`);

    const file = screenshot.endsWith('.png') ? screenshot : `${screenshot}.png`;
    await mkdir(dirname(file), { recursive: true });
    await saveScreenshot(browser, demo, TABS, file as `${string}.png`);
    console.log(`Screenshot: ${file}`);

    const broken = brokenPromises(results, TABS);
    for (const promise of broken) console.error(`Not kept: ${promise}`);
    if (broken.length === 0) console.log('Multiplex, carrier and bypass keep their promises.');
    return broken.length === 0;
  } finally {
    await browser.close();
  }
}
