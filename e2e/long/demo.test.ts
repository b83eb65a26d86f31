import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, BrowserContext, Page } from 'puppeteer';
import { FaultServer } from '../../packages/sse-doctor/src/serve/FaultServer.js';
import { connectBrowser } from '../kit/connectBrowser.js';
import { withDeadline } from '../kit/withDeadline.js';

jest.setTimeout(240_000);

const startDemo = (...options: string[]): ChildProcess & { stdout: NodeJS.ReadableStream } =>
  spawn(process.execPath, [join(__dirname, '../../demo/start.mjs'), ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** The address that the demo prints once it serves. */
const addressOf = async (demo: ReturnType<typeof startDemo>): Promise<string> => {
  for await (const line of createInterface(demo.stdout)) {
    const address = /http:\/\/localhost:\d+\//.exec(line)?.[0];
    if (address !== undefined) return address;
  }
  throw new Error('The demo ended without an address.');
};

const exitOf = (demo: ChildProcess): Promise<number | null> =>
  withDeadline(
    once(demo, 'exit').then(([code]) => code as number | null),
    20_000,
    () => 'Expected the demo to end.',
  );

/** Waits until the element's text matches; the page's own figures are what a visitor goes by. */
const untilText = async (page: Page, selector: string, pattern: RegExp): Promise<void> => {
  const matches = (target: string, source: string): boolean =>
    new RegExp(source).test(document.querySelector(target)?.textContent ?? '');
  try {
    await page.waitForFunction(matches, { timeout: 60_000 }, selector, pattern.source);
  } catch (error) {
    const seen = await textOf(page, selector);
    throw new Error(`Expected ${pattern} in ${selector}. Seen: ${seen}`, { cause: error });
  }
};

const untilCount = (page: Page, selector: string, count: number): Promise<void> => {
  const counts = (target: string, wanted: number): boolean =>
    document.querySelectorAll(target).length === wanted;
  return withDeadline(
    page.waitForFunction(counts, { timeout: 0 }, selector, count).then(() => undefined),
    60_000,
    () => `Expected ${count} of ${selector}.`,
  );
};

const openedPage = (context: BrowserContext): Promise<Page> =>
  new Promise((resolve) => {
    context.once(
      'targetcreated',
      (target) => void target.page().then((page) => page && resolve(page)),
    );
  });

const textOf = (page: Page, selector: string): Promise<string | null> =>
  page.$eval(selector, (element) => element.textContent);

describe.each(['chrome', 'firefox'] as const)('the demo (%s)', (browserName) => {
  let demo: ReturnType<typeof startDemo>;
  let address: string;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    demo = startDemo('--port', '0');
    [address, browser] = await Promise.all([
      withDeadline(addressOf(demo), 30_000, () => 'Expected the demo to print its address.'),
      connectBrowser(browserName),
    ]);
  });

  afterEach(() => context.close());

  afterAll(async () => {
    await browser.disconnect();
    demo.kill('SIGINT');
    expect(await exitOf(demo)).toBe(0);
  });

  const visit = async (hash: string): Promise<Page> => {
    context = await browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultNavigationTimeout(120_000);
    await page.setViewport({ width: 1280, height: 1500 });
    // Not its `load`, for which frames without a connection would be waited.
    await page.goto(`${address}${hash}`, { waitUntil: 'domcontentloaded' });
    return page;
  };

  test('shows live figures of a single tab', async () => {
    const page = await visit('');
    await untilText(page, '#live', /^1 of 1 live$/);
    await untilText(page, '#received-rate', /^[1-9]/);
    expect(await textOf(page, '#per-stream')).toBe('metrics 1 · chat 1');
    expect(await textOf(page, '#connections')).toBe('2');
  });

  test('without a worker ten frames use up the connections, and the control page stays live', async () => {
    const page = await visit('#none-10');
    await untilText(page, '#live', /^3 of 10 live$/);
    await untilText(page, '.frame:last-child .veil', /^[2-9] s/);
    expect(await textOf(page, '#connections')).toBe('6');
  });

  /** Live are also tabs that were so three seconds ago: these are on their streams now. */
  const untilShared = async (page: Page): Promise<void> => {
    await untilCount(page, '#subscribers tr', 10);
    await untilText(page, '#per-stream', /^metrics 1 · chat 1$/);
    await untilText(page, '#live', /^10 of 10 live$/);
  };

  const sayInOneFrame = async (page: Page): Promise<void> => {
    const frames = page.frames().filter((frame) => frame.url().endsWith('/multiplex/'));
    expect(frames).toHaveLength(10);
    await frames[0]?.type('#chat-text', 'Hello to all');
    await frames[0]?.click('#chat-form button');
    for (const frame of frames) {
      const said = await frame.waitForSelector('#messages li');
      expect(await said?.evaluate((item) => item.textContent)).toMatch(/Hello to all$/);
    }
  };

  test('ten frames share, show the worker from inside, and lose nothing whatever is done', async () => {
    const page = await visit('#multiplex-10');
    await untilText(page, '#live', /^10 of 10 live$/);
    await untilText(page, '#received-rate', /^\d{2,}$/);
    await untilText(page, '#per-stream', /^metrics 1 · chat 1$/);
    await sayInOneFrame(page);
    await untilCount(page, '#streams tr', 2);
    await untilCount(page, '#subscribers tr', 10);
    await untilText(page, '#out-rate', /^\d{2,}$/);

    await page.click('#cut');
    await untilText(page, '#count-drops', /^2$/);
    await untilText(page, '#resumed', /: seen$/);
    await untilShared(page);

    await page.click('#stall');
    await untilText(page, '#live', /^0 of 10 live$/);
    await untilText(page, '#live', /^10 of 10 live$/);

    await page.click('#update');
    // A new worker counts from the beginning.
    await untilText(page, '#count-drops', /^0$/);
    await untilShared(page);

    await page.click('#cut');
    await untilText(page, '#count-drops', /^2$/);
    await untilShared(page);
    await page.click('#kill');
    await untilText(page, '#count-drops', /^0$/);
    await untilText(page, '#live', /^10 of 10 live$/);
    expect(await textOf(page, '#missed')).toBe('0');
    expect(await textOf(page, '#repeated')).toBe('0');
    // A frame that came back while the browser knew no worker has a native connection, until it is loaded again.
    await page.reload({ waitUntil: 'domcontentloaded' });
    await untilShared(page);

    const opened = openedPage(context);
    await page.click('#freeze');
    const frozen = await withDeadline(opened, 30_000, () => 'Expected another tab.');
    await frozen.bringToFront();
    await untilText(frozen, '#state', /^Live, after ten frozen seconds$/);
    expect(await textOf(frozen, '#missed')).toBe('0');
    await page.bringToFront();
    await untilText(page, '#live', /^11 of 11 live$/);
    expect(await textOf(page, '#per-stream')).toBe('metrics 1 · chat 1');
    expect(await textOf(page, '#missed')).toBe('0');
    expect(await textOf(page, '#repeated')).toBe('0');
  });

  test('a page examines any stream in three ways, and says why one fails', async () => {
    const streams = await FaultServer.start();
    try {
      const page = await visit('');
      await page.waitForSelector('#open-doctor[href]');
      await page.goto(
        await page.$eval('#open-doctor', (anchor) => (anchor as HTMLAnchorElement).href),
      );
      await page.waitForSelector('html[data-ready]');
      const examine = async (name: string): Promise<void> => {
        await page.$eval(
          'input[name=url]',
          (input, url) => (input.value = url),
          `${streams.origin}/${name}`,
        );
        await page.click('#stream .primary');
      };
      await examine('healthy');
      await untilText(page, '#native', /stateopen.*events[1-9]/);
      await untilText(page, '#fetch', /status200.*bytes[1-9]/);
      await untilText(page, '#worker', /stateopen.*events[1-9]/);
      await examine('cors-absent');
      await untilText(page, '#native', /stateclosed/);
      await untilText(page, '#fetch', /It may not be read by pages of http:\/\/localhost:\d+\./);
      // Chromium takes a worker's network error for a server that is away, and tries again.
      await untilText(page, '#worker', /errors[1-9]/);
    } finally {
      await streams.stop();
    }
  });
});

test('the demo names an option that it does not know', async () => {
  const demo = startDemo('--prot', '1');
  let errors = '';
  demo.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  expect(await exitOf(demo)).toBe(2);
  expect(errors).toMatch(/--prot/);
});
