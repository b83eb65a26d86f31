import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { EventPublisher } from '../kit/EventPublisher.js';
import { eventIds } from '../kit/eventIds.js';
import { Site } from '../kit/Site.js';
import { WebKitBrowser } from '../kit/WebKitBrowser.js';
import type { WebKitTab } from '../kit/WebKitTab.js';

const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1));

/** Milliseconds that a new version of the worker may take. */
const limit = 2000;

jest.setTimeout(180_000);

describe('an event stream in WebKitGTK', () => {
  let site: Site | undefined;
  let browser: WebKitBrowser | undefined;

  /** Tabs that have got the first three events of the stream. */
  const stream = async (
    worker: 'multiplex' | 'bypass',
    count: number,
  ): Promise<{ site: Site; publisher: EventPublisher; tabs: WebKitTab[] }> => {
    site = await Site.set({ worker });
    browser = await WebKitBrowser.launch();
    const publisher = new EventPublisher(site.server, '/events');
    const tabs: WebKitTab[] = [];
    while (tabs.length < count) tabs.push(await browser.openTab(site.url));
    for (const tab of tabs) await tab.listen('/events');
    for (const tab of tabs) await tab.until('/events', 'open', 1);
    publisher.publish(3);
    await lostNothing(tabs, 3);
    return { site, publisher, tabs };
  };

  const lostNothing = async (tabs: readonly WebKitTab[], count: number): Promise<void> => {
    for (const tab of tabs) {
      const log = await tab.until('/events', 'event', count);
      expect(eventIds(log)).toEqual(ids(count));
      expect(log.filter(({ readyState }) => readyState === 2)).toEqual([]);
    }
  };

  /** Where WebKitGTK is missing, nothing can be shown; in CI it must be there. */
  const inWebKit = (promise: string, proof: () => Promise<void>): void => {
    test(promise, async () => {
      if (WebKitBrowser.isInstalled || process.env['CI']) await proof();
      else console.warn('Not tried: apt-get install webkit2gtk-driver xvfb');
    });
  };

  afterEach(async () => {
    await browser?.close();
    await site?.server.close();
    browser = undefined;
    site = undefined;
  });

  inWebKit('is shared by ten tabs, which lose nothing when it breaks', async () => {
    const { site, publisher, tabs } = await stream('multiplex', 10);
    expect(site.server.exchanges('/events')).toHaveLength(1);

    await publisher.dropAll({ midBlock: true });
    publisher.publish(3);
    await lostNothing(tabs, 6);
    expect(site.server.exchanges('/events').map(({ request }) => request.lastEventId)).toEqual([
      undefined,
      '3',
    ]);
    expect(site.server.connected('/events')).toHaveLength(1);
  });

  inWebKit('goes on without loss when the worker is replaced', async () => {
    const { site, publisher, tabs } = await stream('multiplex', 10);
    site.deployWorker('multiplex');
    const took = tabs[0]?.updateWorker();
    publisher.publish(3);
    expect(await took).toBeLessThan(limit);
    publisher.publish(3);
    await lostNothing(tabs, 9);
    await site.server.untilConnected('/events', 1);
  });

  inWebKit('is left alone by a worker that bypasses it', async () => {
    const { site, publisher, tabs } = await stream('bypass', 2);
    // Not inside an event: WebKit by itself glues half an event to the next connection's first line.
    await publisher.dropAll();
    publisher.publish(3);
    await lostNothing(tabs, 6);
    const lastEventIds = site.server.exchanges('/events').map((one) => one.request.lastEventId);
    expect(lastEventIds).toEqual([undefined, undefined, '3', '3']);
    expect(await tabs[0]?.observeWorker('/events', 4)).toEqual({
      fetchEvents: 4,
      answers: 0,
      fetches: 0,
    });
  });
});
