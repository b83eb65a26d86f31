import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import '../kit/neverRetried.js';
import { EventPublisher } from '../kit/EventPublisher.js';
import { withDeadline } from '../kit/withDeadline.js';

const tabCount = 10;
const eventCount = 1000;

/** Milliseconds in which one more page has to load. */
const loadLimit = 2000;

/**
 * How many tabs with an event stream a site can have over HTTP/1.1. Both browsers hold six connections
 * per host; Firefox grants three more to navigations, which the page then keeps for its stream.
 */
const nativeLimit = { chrome: 6, firefox: 9 };

const numbers = Array.from({ length: eventCount }, (_, index) => index + 1);

describeInBrowsers('ten tabs on one event stream', (kit) => {
  test('share one connection, get a thousand events each in order, and let one more page load', async () => {
    const stage = await kit.set({ worker: 'multiplex' });
    const { server } = stage;
    const publisher = new EventPublisher(server, '/events');
    const tabs = await stage.openTabs(tabCount);
    await Promise.all(tabs.map((tab) => tab.listen('/events')));
    await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));

    publisher.publish(eventCount);
    const logs = await Promise.all(tabs.map((tab) => tab.until('/events', 'event', eventCount)));
    for (const log of logs) {
      expect(log).toEqual([
        { kind: 'open', readyState: 1 },
        ...numbers.map((number) => ({
          kind: 'event',
          readyState: 1,
          type: 'message',
          data: `event ${number}`,
          lastEventId: String(number),
          origin: server.origin,
        })),
      ]);
    }

    const oneMore = await stage.blankTab();
    await withDeadline(oneMore.load(stage.url), loadLimit, () => 'Expected: one more page loads');
    expect(server.exchanges('/events')).toHaveLength(1);
    await server.untilConnected('/events', 1);
  });

  test('natively use up the connections: the next page hangs until one of them stops', async () => {
    const stage = await kit.set();
    const { server } = stage;
    new EventPublisher(server, '/events');
    const limit = nativeLimit[kit.browserName];
    const first = await stage.openTab();
    for (let tab = first; ; tab = await stage.openTab()) {
      await tab.listen('/events');
      await tab.until('/events', 'open', 1);
      if (server.connected('/events').length === limit) break;
    }

    const oneMore = await stage.blankTab();
    const load = oneMore.load(stage.url);
    await expect(withDeadline(load, loadLimit, () => 'It hangs.')).rejects.toThrow('It hangs.');
    expect(server.exchanges('/')).toHaveLength(limit);

    await first.stop('/events');
    await load;
    expect(server.exchanges('/')).toHaveLength(limit + 1);
  });
});
