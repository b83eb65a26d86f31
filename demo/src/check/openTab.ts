import type { Browser, BrowserContext, Page } from 'puppeteer';

/**
 * Opens the site in a tab and waits until it is live: both streams open, events coming. Returns the
 * time that took, or `undefined` if the deadline passed; the tab stays open either way.
 */
export async function openTab(
  browser: Browser | BrowserContext,
  url: string,
  deadlineMs: number,
): Promise<{ page: Page; liveMs: number | undefined }> {
  const page = await browser.newPage();
  const start = performance.now();
  // Where the site hangs, `goto` fails at the deadline, and that is the finding.
  const loaded = await page
    .goto(url, { waitUntil: 'domcontentloaded', timeout: deadlineMs })
    .then(() => true)
    .catch(() => false);
  const rest = Math.max(1, deadlineMs - (performance.now() - start));
  const live =
    loaded &&
    (await page
      .waitForSelector('html[data-state="live"]', { timeout: rest })
      .then(() => true)
      .catch(() => false));
  return { page, liveMs: live ? performance.now() - start : undefined };
}
