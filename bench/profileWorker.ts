import { setTimeout } from 'node:timers/promises';
import { TargetType } from 'puppeteer';
import type { CDPSession, Protocol } from 'puppeteer';
import { launchBrowser } from '../scripts/browsers/launchBrowser.mjs';
import { PublisherProcess } from './publisher/PublisherProcess.js';
import { ReportDesk } from './ReportDesk.js';
import type { Scenario } from './Scenario.js';
import { siteFiles } from './siteFiles.js';

/** Microseconds between two samples. */
const interval = 100;

/** Milliseconds in which the tabs come to be served, and then report. */
const patience = 60_000;

/**
 * The CPU profile of the worker that multiplexes, while it relays a scenario to so many tabs. Chromium's
 * debugger is attached, so that nothing else of this run is worth measuring.
 */
export const profileWorker = async (
  tabs: number,
  scenario: Scenario,
): Promise<Protocol.Profiler.Profile> => {
  const publisher = new PublisherProcess();
  const desk = await ReportDesk.open();
  const browser = await launchBrowser('chrome');
  try {
    const origin = await publisher.serve(siteFiles({ minify: false }));
    await publisher.ping(true);
    const page = await browser.newPage();
    const query = { worker: 'multiplex', tabs: String(tabs), desk: desk.origin };
    await page.goto(`${origin}/starter.html?${new URLSearchParams(query).toString()}`);
    const served = await desk.served(tabs, patience, patience);
    await publisher.ping(false);
    const target = await browser.waitForTarget(
      (other) => other.type() === TargetType.SERVICE_WORKER,
    );
    const session = await target.createCDPSession();
    return await profile(session, async () => {
      await publisher.publish(1, scenario);
      await desk.reports(1, served, patience);
    });
  } finally {
    await browser.close();
    await publisher.stop();
    await desk.close();
  }
};

const profile = async (
  session: CDPSession,
  work: () => Promise<void>,
): Promise<Protocol.Profiler.Profile> => {
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval });
  // What the debugger's coming has set off comes to rest.
  await setTimeout(500);
  await session.send('Profiler.start');
  await work();
  const { profile: result } = await session.send('Profiler.stop');
  return result;
};
