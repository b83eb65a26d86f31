import { EventPublisher } from '../e2e/kit/EventPublisher.js';
import type { BrowserName } from '../e2e/kit/BrowserName.js';
import { eventIds } from '../e2e/kit/eventIds.js';
import { launchBrowser } from '../scripts/browsers/launchBrowser.mjs';
import { Stage } from '../e2e/kit/Stage.js';
import { StuckTab } from '../e2e/kit/StuckTab.js';
import { workerMemory } from '../e2e/kit/workerMemory.js';
import { memoryOfProcesses } from './memoryOfProcesses.js';

/** Bytes of an event. */
const size = 100_000;

/** Events that are sent at once: less than may wait for a tab. */
const batch = 20;

/** Milliseconds for which the stuck tab does nothing at all, not even ask whether it may go on. */
const stuckFor = 15_000;

/** What became of a stream of which one tab took nothing. */
export interface SlowTabResult {
  readonly browser: BrowserName;
  readonly helper: boolean;
  readonly tabs: number;
  /** By how many bytes the worker's memory has grown, in Chromium, and all processes of the browser. */
  readonly worker: number | undefined;
  readonly processes: number;
  /** Errors that the other tabs have seen. */
  readonly errors: number;
  /** Whether every tab has got every event in the end, the stuck one included. */
  readonly isComplete: boolean;
}

/** Sends so many million bytes to tabs of which one is stuck, as fast as the others take them. */
export const slowTab = async (
  browserName: BrowserName,
  helper: boolean,
  megabytes: number,
): Promise<SlowTabResult> => {
  const isChromium = browserName === 'chrome';
  const events = Math.ceil((megabytes * 1e6) / size / batch) * batch;
  const browser = await launchBrowser(browserName);
  const stage = await Stage.set(browser.defaultBrowserContext(), {
    worker: 'multiplex',
    helpers: helper ? ['keepEventStreamsAlive'] : [],
  });
  try {
    const { server } = stage;
    const padding = `\n:${'x'.repeat(size)}`;
    const publisher = new EventPublisher(server, '/events', 100, (n) => `event ${n}${padding}`);
    await stage.openTab();
    const tabs = await stage.openTabs(isChromium ? 10 : 5);
    for (const tab of tabs) await tab.listen('/events');
    for (const tab of tabs) await tab.untilCount('/events', 'open', 1);
    const [first, ...others] = tabs;
    if (!first) throw new Error('There is no tab.');
    const pid = browser.process()?.pid ?? 0;
    const workerBefore = isChromium ? await workerMemory(first) : 0;
    const before = await memoryOfProcesses(pid);
    const stuck = await StuckTab.busy(first, server, stuckFor);
    let worker = 0;
    let processes = 0;
    for (let sent = batch; sent <= events; sent += batch) {
      publisher.publish(batch);
      await Promise.all(others.map((tab) => tab.untilCount('/events', 'event', sent)));
      if (sent % 200 > 0) continue;
      processes = Math.max(processes, (await memoryOfProcesses(pid)) - before);
      if (isChromium) worker = Math.max(worker, (await workerMemory(first)) - workerBefore);
    }
    const errors = await Promise.all(
      others.map(
        async (tab) => (await tab.log('/events')).filter(({ kind }) => kind === 'error').length,
      ),
    );
    await stuck.release();
    const logs = await Promise.all(tabs.map((tab) => tab.until('/events', 'event', events)));
    return {
      browser: browserName,
      helper,
      tabs: tabs.length,
      worker: isChromium ? worker : undefined,
      processes,
      errors: errors.reduce((sum, count) => sum + count, 0),
      isComplete: logs.every((log) => eventIds(log).every((id, index) => id === String(index + 1))),
    };
  } finally {
    await browser.close();
    await stage.server.close();
  }
};
