import type { BrowserContext } from 'puppeteer-core';
import type { MultiplexerOptions } from 'sse-multiplexer';
import { buildPage } from './buildPage.js';
import { buildWorker } from './buildWorker.js';
import type { WorkerBuild, WorkerName } from './buildWorker.js';
import { ScriptedServer } from './ScriptedServer.js';
import { Tab } from './Tab.js';

export interface StageOptions {
  /** The worker that the pages register; none by default. */
  readonly worker?: WorkerName;
  readonly build?: WorkerBuild;
  /** For the worker `multiplex`: its strategy's options, such as JSON can carry. */
  readonly multiplex?: MultiplexerOptions;
}

/** One server of its own, hence one origin of its own, and tabs on it. */
export class Stage {
  readonly server: ScriptedServer;
  readonly url: string;
  readonly #context: BrowserContext;
  #loadedOnce = false;
  #version = 0;

  private constructor(server: ScriptedServer, context: BrowserContext, url: string) {
    this.server = server;
    this.#context = context;
    this.url = url;
  }

  static async set(context: BrowserContext, options: StageOptions = {}): Promise<Stage> {
    const { worker, build = 'production', multiplex = {} } = options;
    const server = await ScriptedServer.start();
    server.file('/', 'text/html', buildPage());
    if (worker === undefined) return new Stage(server, context, `${server.origin}/`);
    server.file('/worker.js', 'text/javascript', buildWorker(worker, build));
    const script = `/worker.js?options=${encodeURIComponent(JSON.stringify(multiplex))}`;
    const url = `${server.origin}/?worker=${encodeURIComponent(script)}`;
    return new Stage(server, context, url);
  }

  /** From now on the server has another version of the worker. */
  deployWorker(worker: WorkerName): void {
    const script = `// Version ${++this.#version}\n${buildWorker(worker, 'production')}`;
    this.server.file('/worker.js', 'text/javascript', script);
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
