import type { Browser } from 'puppeteer';
import type { Demo } from '../server/startDemo.js';
import { type Mode, streamsOf } from '../shared/modes.js';
import type { ModeResult } from './ModeResult.js';
import { openTab } from './openTab.js';
import { until } from './until.js';

/** For a first visit on a slow machine, with the worker's installation. */
const FIRST_TAB_MS = 20_000;
/** A tab that is not live by now hangs. */
const TAB_MS = 5000;
const RECONNECT_MS = 8000;
/** Chromium may take some seconds to end a request that got its connection while its tab was closing. */
const CLOSE_MS = 10_000;

/** Opens `tabs` tabs of the site in this mode, as a visitor would, and measures. */
export async function measureMode(
  browser: Browser,
  demo: Demo,
  mode: Mode,
  tabs: number,
): Promise<ModeResult> {
  const { connections } = demo.site;
  const status = () => demo.site.status()[mode];
  const held = () => status().metrics + status().chat + status().carriers;
  // Carried streams have no connection of their own.
  const open = () => status().streams;
  const url = demo.modeUrl(mode);
  const context = await browser.createBrowserContext();
  try {
    const first = await openTab(context, url, FIRST_TAB_MS);
    if (first.liveMs === undefined) throw new Error(`The first tab of ${url} is not live.`);

    // One tab alone, because a hanging one that comes in after the cut has no last event ID to send.
    const before = connections.requests(mode);
    connections.cut(mode);
    await until(
      () => connections.requests(mode) > before && open() >= streamsOf(mode),
      RECONNECT_MS,
    );
    const resumed = connections.resumed(mode);

    // One after the other: were all to start at once, each might get the first of its two streams.
    let deadline = TAB_MS;
    for (let tab = 2; tab <= tabs; tab += 1) {
      const { liveMs } = await openTab(context, url, deadline);
      // What waits behind a tab that hangs, hangs.
      if (liveMs === undefined) deadline = 500;
    }
    await until(() => status().live === tabs, TAB_MS);
    const { metrics, chat, carriers, streams, live, missed, repeated } = status();

    const { liveMs: oneMoreMs } = await openTab(context, url, TAB_MS);
    const pages = await context.pages();
    await Promise.all(pages.map((page) => page.close().catch(() => undefined)));
    await until(() => held() === 0, CLOSE_MS);
    const counts = { metrics, chat, carriers, streams, live, missed, repeated };
    return { mode, ...counts, oneMoreMs, resumed, left: held() };
  } finally {
    await context.close();
  }
}
