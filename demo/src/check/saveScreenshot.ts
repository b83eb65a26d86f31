import type { Browser } from 'puppeteer';
import type { Demo } from '../server/startDemo.js';
import { until } from './until.js';

const LIVE_MS = 15_000;
/** So that the chart has something to show. */
const CHART_MS = 6000;

/** Saves a picture of the control page with ten multiplexed frames. */
export async function saveScreenshot(
  browser: Browser,
  demo: Demo,
  frames: number,
  file: `${string}.png`,
): Promise<void> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    // High enough for the whole page: a browser does not paint frames that are out of view.
    await page.setViewport({ width: 1280, height: 1840 });
    await page.goto(`${demo.controlUrl}#multiplex-${frames}`, { timeout: LIVE_MS });
    await until(() => demo.site.status().multiplex.live === frames, LIVE_MS);
    const chartFrom = performance.now();
    await until(() => performance.now() - chartFrom > CHART_MS, CHART_MS + 1000);
    await page.screenshot({ path: file, fullPage: true });
  } finally {
    await context.close();
  }
}
