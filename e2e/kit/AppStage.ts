import { extname } from 'node:path';
import { buildSync } from 'esbuild';
import type { BrowserContext, Page } from 'puppeteer';
import { rootFolder } from '../../scripts/lib/rootFolder.mjs';
import type { BuiltApp } from './buildApps.js';
import { ScriptedServer } from './ScriptedServer.js';
import { Tab } from './Tab.js';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

/** A built app on a server of its own, and tabs on it. */
export class AppStage {
  readonly server: ScriptedServer;
  readonly #context: BrowserContext;
  readonly #worker: string;

  private constructor(server: ScriptedServer, context: BrowserContext, worker: string) {
    this.server = server;
    this.#context = context;
    this.#worker = worker;
  }

  static async set(context: BrowserContext, app: BuiltApp): Promise<AppStage> {
    const server = await ScriptedServer.start();
    for (const [path, text] of app) {
      server.file(path, contentTypes[extname(path)] ?? 'text/plain', text);
    }
    server.file('/', 'text/html', app.get('/index.html') ?? '');
    const worker = `${observer()}\n${app.get('/sw.js') ?? ''}`;
    server.file('/sw.js', 'text/javascript', worker);
    return new AppStage(server, context, worker);
  }

  /** From now on the server has another version of the app's worker. */
  deployWorker(): void {
    this.server.file('/sw.js', 'text/javascript', `// Another version\n${this.#worker}`);
  }

  /** Opens the app, one tab after the other; done when the app's own worker controls them. */
  async openTabs(count: number): Promise<Tab[]> {
    const tabs: Tab[] = [];
    for (let opened = 0; opened < count; opened++) {
      const page = await this.#context.newPage();
      await page.goto(`${this.server.origin}/`);
      await ready(page);
      tabs.push(new Tab(page));
    }
    return tabs;
  }

  async reload({ page }: Tab): Promise<void> {
    await page.reload();
    await ready(page);
  }
}

/** Chromium only: ends every worker of the tab's browser; the next event starts it anew. */
export const stopWorkers = async (page: Page): Promise<void> => {
  const session = await page.createCDPSession();
  const stopped = new Promise<void>((resolve) => {
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      if (versions.some(({ runningStatus }) => runningStatus === 'stopped')) resolve();
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await stopped;
  await session.detach();
};

const ready = async (page: Page): Promise<void> => {
  await page.evaluate(untilControlled);
  await page.evaluate(pageKit());
};

const untilControlled = async (): Promise<void> => {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller) return;
  await new Promise((resolve) =>
    serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
  );
};

const bundle = (contents: string): string => {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: rootFolder, loader: 'ts' },
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('\n');
};

/** Put before an app's worker, so that it tells what it does. */
const observer = (): string =>
  bundle(`import { observe } from './fixtures/workers/observe.js'; observe();`);

const pageKit = (): string => bundle(`import './e2e/kit/page/main.js';`);
