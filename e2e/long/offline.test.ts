import { expect, test } from '@jest/globals';
import type { CDPSession } from 'puppeteer';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { EventPublisher } from '../kit/EventPublisher.js';
import { eventIds } from '../kit/eventIds.js';
import type { LogEntry } from '../kit/page/LogEntry.js';
import type { Stage } from '../kit/Stage.js';
import type { Tab } from '../kit/Tab.js';

type Worker = 'offlinePage' | 'serwist';

const tabCount = 3;
const offlinePage = 'You are offline.';

const kinds = (log: readonly LogEntry[]): string[] =>
  log.map(({ kind, readyState }) => (kind === 'error' ? `error ${readyState}` : kind));

describeInBrowsers('a stream whose server is away, by a worker with an offline page,', (kit) => {
  const set = async (worker: Worker): Promise<Stage> => {
    const stage = await kit.set({ worker });
    stage.server.file('/offline.html', 'text/html', offlinePage);
    return stage;
  };

  const stream = async (
    worker: Worker,
  ): Promise<{ stage: Stage; publisher: EventPublisher; tabs: Tab[] }> => {
    const stage = await set(worker);
    const publisher = new EventPublisher(stage.server, '/events', 100);
    const tabs = await stage.openTabs(tabCount);
    await Promise.all(tabs.map((tab) => tab.listen('/events')));
    await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));
    publisher.publish(2);
    await Promise.all(tabs.map((tab) => tab.until('/events', 'event', 2)));
    return { stage, publisher, tabs };
  };

  test.each([['offlinePage'], ['serwist']] as const)(
    'gets no answer of the worker, and comes back to the server with what it missed: %s',
    async (worker) => {
      const { stage, publisher, tabs } = await stream(worker);
      const { server } = stage;
      await server.goDown();
      publisher.publish(2);
      const [first] = tabs;
      await first?.listen('/events?meanwhile');
      // For a page in Firefox that is on its way back the worker asks.
      const errors = kit.browserName === 'chrome' ? 3 : 1;
      await Promise.all(tabs.map((tab) => tab.until('/events', 'error', errors)));
      await first?.until('/events?meanwhile', 'error', 2);
      // Any other request gets the page: the worker does what it is told.
      expect(await first?.request('/data')).toMatchObject({ status: 200, body: offlinePage });

      await server.comeUp();
      for (const tab of tabs) {
        const log = await tab.until('/events', 'event', 4);
        expect(eventIds(log)).toEqual(['1', '2', '3', '4']);
        const seen = kinds(log);
        expect(seen.slice(0, 3)).toEqual(['open', 'event', 'event']);
        expect(seen.slice(-3)).toEqual(['open', 'event', 'event']);
        expect(new Set(seen.slice(3, -3))).toEqual(new Set(['error 0']));
      }
      const log = await first?.until('/events?meanwhile', 'open', 1);
      expect(new Set(kinds(log?.slice(0, -1) ?? []))).toEqual(new Set(['error 0']));
      const shared = server.connected('/events').filter(({ request }) => request.url === '/events');
      expect(shared).toHaveLength(1);
    },
  );

  test('fares as natively when it is another origin that is away', async () => {
    const seen: Record<string, string[]> = {};
    for (const worker of [undefined, 'offlinePage'] as const) {
      const stage = worker ? await set(worker) : await kit.set();
      const tab = await stage.openControlledTab();
      const other = await kit.server();
      other.route('/events', (exchange, attempt) => {
        const headers = { 'access-control-allow-origin': '*' };
        void exchange.open(headers).write(`retry: 100\ndata: ${attempt}\n\n`);
      });
      const url = `${other.origin}/events`;
      await tab.listen(url);
      await tab.until(url, 'event', 1);
      await other.goDown();
      seen[worker ?? 'native'] = kinds(await tab.until(url, 'error', 2)).slice(0, 4);
      if (kit.browserName === 'firefox') continue;
      await other.comeUp();
      await tab.until(url, 'event', 2);
    }
    expect(seen['offlinePage']).toEqual(seen['native']);
    // Firefox gives another origin up at the first refusal.
    const last = kit.browserName === 'firefox' ? 'error 2' : 'error 0';
    expect(seen['native']).toEqual(['open', 'event', 'error 0', last]);
  });

  if (kit.browserName === 'chrome') {
    test('and so when it is the browser that is offline', async () => {
      const { stage, publisher, tabs } = await stream('offlinePage');
      const worker = await workerSession(tabs[0]);
      await goOffline(worker, true);
      await publisher.dropAll();
      publisher.publish(2);
      await Promise.all(tabs.map((tab) => tab.until('/events', 'error', 3)));
      await tabs[0]?.listen('/events', { name: 'opened meanwhile' });
      await tabs[0]?.until('opened meanwhile', 'error', 1);
      await goOffline(worker, false);
      for (const tab of tabs) {
        const log = await tab.until('/events', 'event', 4);
        expect(eventIds(log)).toEqual(['1', '2', '3', '4']);
        expect(kinds(log)).not.toContain('error 2');
      }
      await stage.server.untilConnected('/events', 1);
    });
  }
});

/** A session with the worker that controls a tab. */
async function workerSession(tab: Tab | undefined): Promise<CDPSession | undefined> {
  const url = await tab?.page.evaluate(() => navigator.serviceWorker.controller?.scriptURL);
  const target = await tab?.page.browser().waitForTarget((seen) => seen.url() === url);
  const session = await target?.createCDPSession();
  await session?.send('Network.enable');
  return session;
}

async function goOffline(session: CDPSession | undefined, offline: boolean): Promise<void> {
  await session?.send('Network.emulateNetworkConditions', {
    offline,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
}
