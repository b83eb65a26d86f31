import { expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCli } from '../../packages/sse-carrier/src/testing/startCli.js';
import { startPython } from '../../packages/sse-carrier/src/testing/startPython.js';
import { buildPage } from '../kit/buildPage.js';
import { buildWorker } from '../kit/buildWorker.js';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { NchanServer } from '../kit/NchanServer.js';
import '../kit/neverRetried.js';
import { Tab } from '../kit/Tab.js';
import { withDeadline } from '../kit/withDeadline.js';

const tabCount = 10;

/** Milliseconds in which one more page has to load. */
const loadLimit = 5000;

interface Program {
  readonly origin: string;
  readonly kill: () => Promise<void>;
}

/** The program `sse-carrier` before a server; `again` kills it and starts it where it was. */
const before = async (target: string): Promise<Program & { again: () => Promise<void> }> => {
  let program: Program = await startCli('--target', target, '--listen', '0');
  const { origin } = program;
  return {
    origin,
    kill: () => program.kill(),
    again: async () => {
      await program.kill();
      program = await startCli('--target', target, '--listen', new URL(origin).port);
    },
  };
};

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const openTabs = async (newTab: () => Promise<Tab>, url: string): Promise<Tab[]> => {
  const tabs: Tab[] = [];
  while (tabs.length < tabCount) {
    const tab = await newTab();
    await tab.load(url);
    tabs.push(tab);
  }
  return tabs;
};

describeInBrowsers('ten tabs on ten streams, over the program sse-carrier', (kit) => {
  test('get all of nchan, which nobody has changed, and lose nothing when the program is killed', async () => {
    if (!NchanServer.isInstalled && !process.env['CI']) {
      console.warn('Not tried: apt-get install nginx libnginx-mod-nchan redis-server');
      return;
    }
    const stage = await kit.set({ worker: 'carrier' });
    const nchan = await NchanServer.start(stage.server.origin);
    const proxy = await before(nchan.origin);
    try {
      const url = stage.url.replace(stage.server.origin, proxy.origin);
      const tabs = await openTabs(() => stage.blankTab(), url);
      const path = (number: number): string => `/events?tab=${number}`;
      await Promise.all(tabs.map((tab, number) => tab.listen(path(number))));
      await Promise.all(tabs.map((tab, number) => tab.until(path(number), 'open', 1)));
      const oneMore = await stage.blankTab();
      await withDeadline(oneMore.load(url), loadLimit, () => 'Expected: one more page loads');
      expect(await nchan.subscribers()).toBe(tabCount);

      const published: string[] = [];
      const publish = async (count: number): Promise<void> => {
        const messages = range(count).map((index) => `message ${published.length + index + 1}`);
        published.push(...messages);
        for (const message of messages) expect(await nchan.publish(message)).toBe(true);
      };
      const allHaveAll = async (): Promise<void> => {
        const last = published.at(-1) ?? '';
        for (const [number, tab] of tabs.entries())
          expect(await tab.untilData(path(number), last)).toEqual(published);
      };
      await publish(20);
      await allHaveAll();
      const restarted = proxy.again();
      await publish(20);
      await restarted;
      await allHaveAll();
    } finally {
      await proxy.kill();
      await nchan.stop();
    }
  });

  test("get all of a server of Python's http.server, and lose nothing when the program is killed", async () => {
    const folder = await mkdtemp(join(tmpdir(), 'python-'));
    await writeFile(join(folder, 'index.html'), buildPage());
    await writeFile(join(folder, 'worker.js'), buildWorker('carrier', 'production'));
    const python = await startPython('plainBackEnd.py', folder);
    const proxy = await before(python.origin);
    try {
      const context = await kit.context();
      const newTab = async (): Promise<Tab> => new Tab(await context.newPage());
      const url = `${proxy.origin}/?worker=${encodeURIComponent('/worker.js')}`;
      const tabs = await openTabs(newTab, url);
      const path = (number: number): string => `/streams/${number}`;
      await Promise.all(tabs.map((tab, number) => tab.listen(path(number))));
      await Promise.all(tabs.map((tab, number) => tab.until(path(number), 'open', 1)));
      await withDeadline((await newTab()).load(url), loadLimit, () => 'One more page loads');

      let published = 0;
      const publish = async (count: number): Promise<void> => {
        const events = range(count).map((index) => `event ${published + index + 1}`);
        published += count;
        for (const number of tabs.keys()) {
          const request = { method: 'POST', body: JSON.stringify(events) };
          expect((await fetch(`${python.origin}${path(number)}`, request)).status).toBe(204);
        }
      };
      const allHaveAll = async (): Promise<void> => {
        const expected = range(published).map((index) => `event ${index + 1}`);
        for (const [number, tab] of tabs.entries())
          expect(await tab.untilData(path(number), expected.at(-1) ?? '')).toEqual(expected);
      };
      await publish(20);
      await allHaveAll();
      const restarted = proxy.again();
      await publish(20);
      await restarted;
      await allHaveAll();
    } finally {
      await proxy.kill();
      await python.stop();
      await rm(folder, { recursive: true });
    }
  });
});
