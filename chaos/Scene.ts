import { join } from 'node:path';
import type { Browser, BrowserContext } from 'puppeteer';
import type { BrowserName } from '../e2e/kit/BrowserName.js';
import { buildPage } from '../e2e/kit/buildPage.js';
import { launchBrowser } from '../scripts/browsers/launchBrowser.mjs';
import { Site } from '../e2e/kit/Site.js';
import { rootFolder } from '../scripts/lib/rootFolder.mjs';
import { ChaosTab } from './ChaosTab.js';
import { Feed } from './Feed.js';

const tabCount = 10;

/** Milliseconds between two events while a fault is under way. */
const tick = 25;

/** Bounds that a campaign can reach: a slow tab's, a dead connection's. */
const multiplex = { maxQueueBytes: 256 * 1024, silence: 2000 };

/** A browser, a site whose worker shares a stream, its server, and tabs that follow the stream. */
export class Scene {
  readonly site: Site;
  readonly feed: Feed;
  readonly tabs: readonly ChaosTab[];
  readonly browser: Browser;
  readonly #context: BrowserContext;

  private constructor(site: Site, browser: Browser, context: BrowserContext) {
    this.site = site;
    this.browser = browser;
    this.#context = context;
    this.feed = new Feed(site.server, '/events', 100);
    this.tabs = Array.from(
      { length: tabCount },
      (_, index) => new ChaosTab(String(index + 1), () => context.newPage(), site.url),
    );
  }

  static async set(browserName: BrowserName): Promise<Scene> {
    const page = buildPage(join(rootFolder, 'chaos/page/main.ts'));
    const helpers = ['reviveEventSources'] as const;
    const site = await Site.set({ worker: 'multiplex', multiplex, page, helpers });
    const browser = await launchBrowser(browserName);
    const scene = new Scene(site, browser, await browser.createBrowserContext());
    const [first, ...others] = scene.tabs;
    await first?.open();
    await Promise.all(others.map((tab) => tab.open()));
    return scene;
  }

  /** Publishes all the time while something happens. */
  async whilePublishing(happens: () => Promise<void>): Promise<void> {
    const timer = setInterval(() => this.feed.publish(), tick);
    try {
      await happens();
    } finally {
      clearInterval(timer);
    }
  }

  async close(): Promise<void> {
    this.feed.close();
    await this.#context.close();
    await this.browser.close();
    await this.site.server.close();
  }
}
