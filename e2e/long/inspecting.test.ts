import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { EventPublisher } from '../kit/EventPublisher.js';

describeInBrowsers('a page that looks into its worker', (kit) => {
  test('sees every stream with its tabs, and what came in and went out', async () => {
    const stage = await kit.set({ worker: 'multiplex' });
    const publisher = new EventPublisher(stage.server, '/events');
    // The tab that registers the worker is older than it; of that one less is known.
    await stage.openTab();
    const tabs = await stage.openTabs(3);
    await Promise.all(tabs.map((tab) => tab.listen('/events')));
    await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));
    publisher.publish(5);
    await Promise.all(tabs.map((tab) => tab.until('/events', 'event', 5)));

    const [snapshot] = (await tabs[0]?.inspect()) ?? [];
    expect(snapshot?.streams).toMatchObject([
      {
        url: `${stage.server.origin}/events`,
        state: 'open',
        lastStatus: 200,
        lastEventId: '5',
        reconnectionTime: 100,
        away: 0,
        subscribers: [{ lag: 0 }, { lag: 0 }, { lag: 0 }],
        counters: { attempts: 1, joins: 3, drops: 0, gaps: 0, blocksIn: 6 },
      },
    ]);
    // Five events to each; the block before them may have come when not all tabs were there.
    expect(snapshot?.totals.blocksOut).toBeGreaterThanOrEqual(16);
    expect(snapshot?.totals.blocksOut).toBeLessThanOrEqual(18);
    const clients = snapshot?.streams[0]?.subscribers.map(({ clientId }) => clientId);
    expect(new Set(clients).size).toBe(3);

    await publisher.dropAll({ midBlock: false });
    publisher.publish(1);
    await Promise.all(tabs.map((tab) => tab.untilData('/events', 'event 6')));
    const [after] = (await tabs[1]?.inspect()) ?? [];
    expect(after?.streams[0]?.counters).toMatchObject({ attempts: 2, drops: 1, joins: 6, gaps: 0 });
    expect(after?.totals).toEqual(after?.streams[0]?.counters);
  });

  test('sees nothing without a worker', async () => {
    const stage = await kit.set();
    const tab = await stage.openTab();
    expect(await tab.inspect()).toEqual([]);
  });
});
