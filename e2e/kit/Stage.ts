import type { BrowserContext } from 'puppeteer';
import type { WorkerName } from './buildWorker.js';
import type { ScriptedServer } from './ScriptedServer.js';
import { Site } from './Site.js';
import type { SiteOptions } from './Site.js';
import { Tab } from './Tab.js';

/** A site, and tabs on it. */
export class Stage {
  readonly #site: Site;
  readonly #context: BrowserContext;
  #loadedOnce = false;

  private constructor(site: Site, context: BrowserContext) {
    this.#site = site;
    this.#context = context;
  }

  static async set(context: BrowserContext, options: SiteOptions = {}): Promise<Stage> {
    return new Stage(await Site.set(options), context);
  }

  get server(): ScriptedServer {
    return this.#site.server;
  }

  get url(): string {
    return this.#site.url;
  }

  /** From now on the server has another version of the worker. */
  deployWorker(worker: WorkerName): void {
    this.#site.deployWorker(worker);
  }

  /** A tab that has not loaded anything yet. */
  async blankTab(): Promise<Tab> {
    return new Tab(await this.#context.newPage());
  }

  async openTab(url = this.url): Promise<Tab> {
    const tab = await this.blankTab();
    await tab.load(url);
    this.#loadedOnce = true;
    return tab;
  }

  /** A tab that the worker has controlled from the beginning, unlike the one that registered it. */
  async openControlledTab(): Promise<Tab> {
    await this.openTab();
    return this.openTab();
  }

  /** Opens several tabs, all under the worker's control from their first request on. */
  async openTabs(count: number, url = this.url): Promise<Tab[]> {
    const first = this.#loadedOnce ? [] : [await this.openTab(url)];
    const rest = Array.from({ length: count - first.length }, () => this.openTab(url));
    return [...first, ...(await Promise.all(rest))];
  }
}
