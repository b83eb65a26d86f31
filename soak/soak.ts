import { setTimeout } from 'node:timers/promises';
import type { BrowserName } from '../e2e/kit/BrowserName.js';
import { SoakSite } from './SoakSite.js';
import type { SoakResult } from './SoakResult.js';
import { streamNames } from './TabReport.js';
import type { StreamName } from './TabReport.js';
import { UnattendedBrowser } from './UnattendedBrowser.js';

const tabCount = 5;

/** Milliseconds between two events of the ticking stream. */
const tick = 1000;

/** Milliseconds in which every tab must have the last event. */
const settling = 60_000;

/**
 * Lets tabs stream for a time in a browser to which nobody is attached.
 *
 * @throws Error if the tabs do not come to stream, or do not all get the last event
 */
export const soak = async (
  browser: BrowserName,
  helper: boolean,
  minutes: number,
): Promise<SoakResult> => {
  const site = await SoakSite.start();
  const { server } = site;
  const url = `${server.origin}/starter.html?tabs=${tabCount}${helper ? '&helper' : ''}`;
  const process = await UnattendedBrowser.start(browser, url);
  try {
    await site.untilOpen(tabCount);
    const end = performance.now() + minutes * 60_000;
    while (performance.now() < end) {
      await setTimeout(tick);
      site.publish('ticking');
    }
    for (const name of streamNames) site.publish(name);
    await server
      .until('the last event in every tab', () => site.isComplete, settling)
      // A broken promise like others: what the tabs report shows it.
      .catch(() => undefined);
    const perStream = (count: (name: StreamName) => number): Record<StreamName, number> => ({
      silent: count('silent'),
      ticking: count('ticking'),
    });
    return {
      browser,
      helper,
      minutes,
      tabs: site.reports,
      published: perStream((name) => site.published(name)),
      connected: perStream((name) => server.connected(`/site/${name}`).length),
      connections: perStream((name) => server.exchanges(`/site/${name}`).length),
    };
  } finally {
    await process.stop();
    await server.close();
  }
};
