import { afterAll, afterEach, beforeAll, describe, jest } from '@jest/globals';
import type { Browser, BrowserContext } from 'puppeteer';
import type { FirefoxPrefs } from '../../scripts/browsers/launchBrowser.mjs';
import type { BrowserName } from './BrowserName.js';
import { connectBrowser } from './connectBrowser.js';
import { rejectionsAt } from './rejections.js';
import { ScriptedServer } from './ScriptedServer.js';
import { Stage } from './Stage.js';
import type { SiteOptions } from './Site.js';

export interface BrowserKit {
  readonly browserName: BrowserName;
  /** A fresh origin in a fresh browser context; both are cleared away after the test. */
  set(options?: SiteOptions): Promise<Stage>;
  /** A fresh browser context, for a test that has servers of its own; cleared away as well. */
  context(): Promise<BrowserContext>;
  /** One more server, of another origin than the site's; ended after the test. */
  server(): Promise<ScriptedServer>;
  /** Has something else ended after the test. */
  endLater(end: () => Promise<void>): void;
}

const timeout = 180_000;

/** Describes promises that hold in Chromium and in Firefox. */
export const describeInBrowsers = (
  title: string,
  promises: (kit: BrowserKit) => void,
  firefoxPrefs?: FirefoxPrefs,
): void => {
  jest.setTimeout(timeout);
  describe.each(['chrome', 'firefox'] as const)(`${title} (%s)`, (browserName) => {
    let browser: Browser;
    const contexts: BrowserContext[] = [];
    const stages: Stage[] = [];
    const ends: (() => Promise<void>)[] = [];

    beforeAll(async () => {
      browser = await connectBrowser(browserName, firefoxPrefs);
    });

    afterEach(async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
      const servers = stages.splice(0).map(({ server }) => server);
      await Promise.all(servers.map((server) => server.close()));
      await Promise.all(ends.splice(0).map((end) => end()));
      const unhandled = servers.flatMap(rejectionsAt);
      if (unhandled.length > 0) throw new Error(`Nobody handled: ${unhandled.join('\n')}`);
    });

    afterAll(async () => {
      await browser.disconnect();
    });

    const newContext = async (): Promise<BrowserContext> => {
      const context = await browser.createBrowserContext();
      contexts.push(context);
      return context;
    };

    promises({
      browserName,
      set: async (options) => {
        const stage = await Stage.set(await newContext(), options);
        stages.push(stage);
        return stage;
      },
      context: newContext,
      server: async () => {
        const server = await ScriptedServer.start();
        ends.push(() => server.close());
        return server;
      },
      endLater: (end) => void ends.push(end),
    });
  });
};
