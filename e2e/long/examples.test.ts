import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, BrowserContext, Page } from 'puppeteer';
import { listFiles } from '../../scripts/lib/listFiles.mjs';
import { rootFolder } from '../../scripts/lib/rootFolder.mjs';
import { connectBrowser } from '../kit/connectBrowser.js';
import { withDeadline } from '../kit/withDeadline.js';

jest.setTimeout(180_000);

const names = listFiles('examples/*/package.json').map((path) => path.split('/')[1] ?? '');
const tabCount = 3;

/** An example, started by the command that its README names. */
interface Started {
  readonly process: ChildProcess;
  readonly url: string;
}

const start = async (name: string): Promise<Started> => {
  const process_ = spawn('npm', ['start'], {
    cwd: join(rootFolder, 'examples', name),
    env: { ...process.env, NODE_ENV: 'production', PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // npm starts a shell, and that one the server: they end together, as a group.
    detached: true,
  });
  const said: string[] = [];
  process_.stderr.on('data', (chunk: Buffer) => said.push(String(chunk)));
  const printed = async (): Promise<string> => {
    for await (const line of createInterface(process_.stdout)) {
      said.push(line);
      const url = /^http:\/\/localhost:\d+\/$/.exec(line)?.[0];
      if (url !== undefined) return url;
    }
    throw new Error(`${name} ended without an address: ${said.join('\n')}`);
  };
  const explain = (): string => `Expected an address of ${name}, got ${said.join('\n')}`;
  return { process: process_, url: await withDeadline(printed(), 120_000, explain) };
};

const stop = async ({ process: { pid }, process: started }: Started): Promise<void> => {
  if (pid === undefined || started.exitCode !== null) return;
  const ended = once(started, 'exit');
  process.kill(-pid);
  await ended;
};

/** What a visitor reads. */
const figures = (
  page: Page,
): Promise<{ events: number; connections: string | null; isControlled: boolean }> =>
  page.evaluate(() => ({
    isControlled: navigator.serviceWorker.controller !== null,
    events: Number(document.querySelector('#events')?.textContent),
    connections: document.querySelector('#connections')?.textContent ?? null,
  }));

/** Hidden tabs paint nothing: they are looked at when their figures change. */
const patience = { timeout: 60_000, polling: 'mutation' } as const;

const untilEvents = async (page: Page, count: number): Promise<void> => {
  const enough = (least: number): boolean =>
    Number(document.querySelector('#events')?.textContent) >= least;
  await page.waitForFunction(enough, patience, count);
};

const untilOneConnection = async (page: Page): Promise<void> => {
  const one = (): boolean => document.querySelector('#connections')?.textContent === '1';
  await page.waitForFunction(one, patience);
};

describe.each(names)('the example %s', (name) => {
  let started: Started;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    started = await start(name);
  });

  afterEach(async () => {
    await context.close();
    await browser.disconnect();
  });

  afterAll(() => stop(started));

  test.each(['chrome', 'firefox'] as const)(
    'starts by itself, and shows one connection for all tabs (%s)',
    async (browserName) => {
      browser = await connectBrowser(browserName);
      context = await browser.createBrowserContext();
      const tabs: Page[] = [];
      for (let opened = 0; opened < tabCount; opened++) {
        const page = await context.newPage();
        await page.goto(started.url);
        tabs.push(page);
        // A tab that loads while the worker begins is not controlled, and has a connection of its own.
        if (opened === 0) await untilOneConnection(page);
      }
      // A tab has a connection of its own for a moment, until it is where the others are.
      for (const page of tabs) {
        await untilOneConnection(page).catch(async (cause: unknown) => {
          const shown = JSON.stringify(await Promise.all(tabs.map(figures)));
          throw new Error(`The tabs show ${shown}.`, { cause });
        });
      }
      const before = await Promise.all(tabs.map(figures));
      for (const [index, page] of tabs.entries()) {
        await untilEvents(page, (before[index]?.events ?? 0) + 1);
      }
      for (const { connections } of await Promise.all(tabs.map(figures))) {
        expect(connections).toBe('1');
      }
    },
  );
});
