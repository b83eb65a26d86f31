import { expect, test } from '@jest/globals';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import { EventPublisher } from './kit/EventPublisher.js';
import { eventIds } from './kit/eventIds.js';
import type { Tab } from './kit/Tab.js';

const isControlled = ({ page }: Tab): Promise<boolean> =>
  page.evaluate(() => navigator.serviceWorker.controller !== null);

describeInBrowsers('an EventSource of a page that no worker controls', (kit) => {
  const nativelyLogged = async (tab: Tab, publisher: EventPublisher): Promise<void> => {
    await publisher.dropAll();
    publisher.publish();
    const log = await tab.until('/events', 'event', 2);
    const [first, second] = eventIds(log);
    expect(Number(second)).toBe(Number(first) + 1);
    expect(log.map(({ kind, readyState }) => [kind, readyState])).toEqual([
      ['open', 1],
      ['event', 1],
      ['error', 0],
      ['open', 1],
      ['event', 1],
    ]);
  };

  test('is a plain one when the worker was unregistered, and open streams go on', async () => {
    const stage = await kit.set({ worker: 'multiplex', helpers: ['reviveEventSources'] });
    const { server } = stage;
    const publisher = new EventPublisher(server, '/events');
    const tabs = await stage.openTabs(3);
    await Promise.all(tabs.map((tab) => tab.listen('/events')));
    await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));
    publisher.publish();
    await Promise.all(tabs.map((tab) => tab.until('/events', 'event', 1)));

    await tabs[0]?.page.evaluate(async () => {
      await (await navigator.serviceWorker.ready).unregister();
    });
    publisher.publish(2);
    for (const tab of tabs) {
      expect(eventIds(await tab.until('/events', 'event', 3))).toEqual(['1', '2', '3']);
    }
    await Promise.all(tabs.map((tab) => tab.close()));
    await server.untilConnected('/events', 0);

    const tab = await stage.openTab(`${server.origin}/?helpers=reviveEventSources`);
    expect(await isControlled(tab)).toBe(false);
    await tab.listen('/events');
    await tab.until('/events', 'open', 1);
    publisher.publish();
    await tab.until('/events', 'event', 1);
    await nativelyLogged(tab, publisher);
    expect(server.exchanges('/events').at(-1)?.request.lastEventId).toBe('4');
  });

  if (kit.browserName === 'chrome') {
    test('is a plain one after a hard reload, while other tabs still share', async () => {
      const stage = await kit.set({ worker: 'multiplex', helpers: ['reviveEventSources'] });
      const { server } = stage;
      const publisher = new EventPublisher(server, '/events');
      const [tab, ...others] = (await stage.openTabs(3)) as [Tab, Tab, Tab];
      await Promise.all(others.map((other) => other.listen('/events')));
      await Promise.all(others.map((other) => other.until('/events', 'open', 1)));

      const session = await tab.page.createCDPSession();
      const loaded = tab.page.waitForNavigation();
      await session.send('Page.reload', { ignoreCache: true });
      await loaded;
      expect(await isControlled(tab)).toBe(false);
      await tab.page.evaluate(() => window.kit.listen('/events', '/events', false, []));
      await tab.until('/events', 'open', 1);
      expect(server.connected('/events')).toHaveLength(2);
      publisher.publish();
      await tab.until('/events', 'event', 1);
      await nativelyLogged(tab, publisher);
      for (const other of others) {
        expect(eventIds(await other.until('/events', 'event', 2))).toEqual(['1', '2']);
      }
    });
  }
});
