import { expect, test } from '@jest/globals';
import { stopWorkers } from './kit/AppStage.js';
import { buildPage } from './kit/buildPage.js';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import { EventPublisher } from './kit/EventPublisher.js';
import { eventIds } from './kit/eventIds.js';
import type { Stage } from './kit/Stage.js';
import type { Tab } from './kit/Tab.js';

describeInBrowsers('a tab that goes to another page', (kit) => {
  const stream = async (
    count: number,
  ): Promise<{ stage: Stage; publisher: EventPublisher; tabs: Tab[] }> => {
    const stage = await kit.set({ worker: 'multiplex' });
    const { server } = stage;
    // A page that must not be stored is not kept for the way back.
    for (const path of ['/', '/elsewhere']) {
      server.route(path, (exchange) => {
        exchange.respond(200, { 'content-type': 'text/html' }, buildPage());
      });
    }
    const publisher = new EventPublisher(server, '/events');
    const tabs = await stage.openTabs(count);
    await tabs[0]?.reload();
    await Promise.all(tabs.map((tab) => tab.listen('/events')));
    await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));
    publisher.publish(2);
    await Promise.all(tabs.map((tab) => tab.until('/events', 'event', 2)));
    return { stage, publisher, tabs };
  };

  const goElsewhere = async (tab: Tab, { server }: Stage): Promise<void> => {
    await tab.page.goto(`${server.origin}/elsewhere`);
  };

  test('closes the upstream, if it was the only one, as soon as an event comes', async () => {
    const { stage, publisher, tabs } = await stream(1);
    const [tab] = tabs as [Tab];
    await goElsewhere(tab, stage);
    publisher.publish();
    const { server } = stage;
    await server.untilConnected('/events', 0);
    expect(server.exchanges('/events')).toHaveLength(1);
  });

  if (kit.browserName === 'chrome') {
    test.each([['goes on'], ['is ended meanwhile']] as const)(
      'comes back with every event, though its page has slept: the worker %s',
      async (worker) => {
        const { stage, publisher, tabs } = await stream(1);
        const [tab] = tabs as [Tab];
        const { server } = stage;
        await tab.noteReturn();
        await goElsewhere(tab, stage);
        publisher.publish();
        await server.untilConnected('/events', 0);
        if (worker === 'is ended meanwhile') {
          await tab.untilStored('"lastEventId":"3"');
          await stopWorkers(tab.page);
        }
        publisher.publish(2);

        await tab.page.goBack();
        await tab.untilReturned();
        const log = await tab.until('/events', 'event', 5);
        publisher.publish();
        expect(eventIds(await tab.until('/events', 'event', 6))).toEqual([
          '1',
          '2',
          '3',
          '4',
          '5',
          '6',
        ]);
        expect(log.filter(({ kind }) => kind === 'error')).toEqual([
          { kind: 'error', readyState: 0 },
        ]);
        await server.untilConnected('/events', 1);
      },
    );

    test('is let go, and is served from the replay buffer when it is back', async () => {
      const { stage, publisher, tabs } = await stream(2);
      const [tab, other] = tabs as [Tab, Tab];
      await tab.noteReturn();
      await goElsewhere(tab, stage);
      publisher.publish();
      await other.until('/events', 'event', 3);
      await other.untilStored('"lastEventId":"3"');
      publisher.publish(2);
      await tab.page.goBack();
      await tab.untilReturned();
      for (const each of tabs) {
        expect(eventIds(await each.until('/events', 'event', 5))).toEqual([
          '1',
          '2',
          '3',
          '4',
          '5',
        ]);
      }
      expect((await tab.log('/events')).filter(({ kind }) => kind === 'error')).toHaveLength(1);
      expect(stage.server.exchanges('/events')).toHaveLength(1);
    });
  }
});
