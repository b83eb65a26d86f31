import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { eventIds } from '../kit/eventIds.js';
import { EventPublisher } from '../kit/EventPublisher.js';

/** Milliseconds: the default linger, and one second for the browser to notice that a tab is gone. */
const lingerAndOneSecond = 2000;

const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1));

describeInBrowsers('a shared upstream', (kit) => {
  test('is closed soon after the last tab', async () => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { join: 'live' } });
    const { server } = stage;
    new EventPublisher(server, '/events');
    const tabs = await stage.openTabs(3);
    await Promise.all(tabs.map((tab) => tab.listen('/events')));
    await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));
    const upstream = await server.request('/events');

    const [first, ...others] = tabs;
    await Promise.all(others.map((tab) => tab.close()));
    expect(upstream.state).toBe('streaming');
    await first?.close();
    await server.until('it closed', () => upstream.state === 'left', lingerAndOneSecond);
    expect(server.exchanges('/events')).toHaveLength(1);
  });

  test('is closed soon after the last EventSource, though tabs stay', async () => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { join: 'live' } });
    const { server } = stage;
    new EventPublisher(server, '/events');
    const tabs = await stage.openTabs(2);
    await Promise.all(tabs.map((tab) => tab.listen('/events')));
    await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));
    const upstream = await server.request('/events');

    await Promise.all(tabs.map((tab) => tab.stop('/events')));
    await server.until('it closed', () => upstream.state === 'left', lingerAndOneSecond);
    expect(server.exchanges('/events')).toHaveLength(1);
  });

  test('is closed when the frame that had it is removed from its page', async () => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { join: 'live' } });
    const { server } = stage;
    new EventPublisher(server, '/events');
    const { page } = await stage.openControlledTab();
    await page.evaluate(async (url) => {
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener('load', resolve));
      const { kit } = frame.contentWindow as typeof frame.contentWindow & Window;
      kit.listen('/events', '/events', false, []);
      await kit.until('/events', 'open', 1);
    }, stage.url);
    const upstream = await server.request('/events');
    expect(upstream.state).toBe('streaming');
    await page.evaluate(() => {
      document.querySelector('iframe')?.remove();
    });
    await server.until('it closed', () => upstream.state === 'left', lingerAndOneSecond);
    expect(server.exchanges('/events')).toHaveLength(1);
  });

  test('is one after every tab was reloaded again and again, and none after the last is gone', async () => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { join: 'live' } });
    const { server } = stage;
    const publisher = new EventPublisher(server, '/events');
    const tabs = await stage.openTabs(4);
    const storm = tabs.map(async (tab) => {
      for (let reloads = 0; reloads < 4; reloads++) {
        await tab.listen('/events');
        await tab.reload();
      }
      await tab.listen('/events');
      await tab.until('/events', 'open', 1);
    });
    await Promise.all(storm);
    await server.untilConnected('/events', 1);
    publisher.publish();
    for (const tab of tabs) {
      expect(eventIds(await tab.until('/events', 'event', 1))).toEqual(['1']);
    }
    await server.untilConnected('/events', 1);

    const [first, ...others] = tabs;
    if (kit.browserName === 'chrome') await first?.crash();
    else await first?.close();
    await Promise.all(others.map((tab) => tab.close()));
    await server.untilConnected('/events', 0);
  });

  test('survives a reload of the only tab', async () => {
    // Longer than by default, so that a slow machine can load a page meanwhile.
    const stage = await kit.set({
      worker: 'multiplex',
      multiplex: { join: 'live', linger: 10_000 },
    });
    const { server } = stage;
    const publisher = new EventPublisher(server, '/events');
    const tab = await stage.openTab();
    await tab.listen('/events');
    await tab.until('/events', 'open', 1);
    publisher.publish();
    await tab.until('/events', 'event', 1);

    await tab.reload();
    await tab.listen('/events');
    await tab.until('/events', 'open', 1);
    publisher.publish();
    expect(eventIds(await tab.until('/events', 'event', 1))).toEqual(['2']);
    expect(server.exchanges('/events')).toHaveLength(1);
    await server.untilConnected('/events', 1);
  });

  test('that breaks inside an event is an error from which every tab comes back', async () => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { join: 'live' } });
    const { server } = stage;
    const publisher = new EventPublisher(server, '/events');
    const tabs = await stage.openTabs(4);
    await Promise.all(tabs.map((tab) => tab.listen('/events')));
    await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));
    publisher.publish(2);
    await Promise.all(tabs.map((tab) => tab.until('/events', 'event', 2)));

    await publisher.dropAll({ midBlock: true });
    publisher.publish();
    for (const tab of tabs) {
      expect(await tab.until('/events', 'event', 3)).toMatchObject([
        { kind: 'open' },
        { kind: 'event', lastEventId: '1' },
        { kind: 'event', lastEventId: '2' },
        { kind: 'error', readyState: 0 },
        { kind: 'open' },
        { kind: 'event', lastEventId: '3', data: 'event 3' },
      ]);
    }
    expect(server.exchanges('/events').map(({ request }) => request.lastEventId)).toEqual([
      undefined,
      '2',
    ]);
  });
});

describeInBrowsers('a tab that goes while others are served', (kit) => {
  const ways = kit.browserName === 'chrome' ? (['close', 'crash'] as const) : (['close'] as const);

  test.each(ways)('by a %s hurts nobody', async (way) => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { join: 'live' } });
    const { server } = stage;
    const publisher = new EventPublisher(server, '/events');
    const tabs = await stage.openTabs(4);
    await Promise.all(tabs.map((tab) => tab.listen('/events')));
    await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));

    publisher.publish(500);
    const going = tabs.pop();
    await going?.[way]();
    publisher.publish(500);
    for (const tab of tabs) {
      const log = await tab.until('/events', 'event', 1000);
      expect(eventIds(log)).toEqual(ids(1000));
      expect(log.filter(({ kind }) => kind === 'error')).toEqual([]);
    }
    expect(server.exchanges('/events')).toHaveLength(1);
  });
});
