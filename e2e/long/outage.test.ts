import { expect, jest, test } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import '../kit/neverRetried.js';
import { whileAway } from '../kit/whileAway.js';

/** Milliseconds: longer than a position was once remembered, and than events are kept for replay. */
const OUTAGE = 135_000;

describeInBrowsers('a server that refuses all for more than two minutes', (kit) => {
  // After `describeInBrowsers`, which sets its own.
  jest.setTimeout(OUTAGE + 180_000);

  test('costs its tabs no event, natively and shared', async () => {
    const worlds = await Promise.all(
      ([{}, { worker: 'multiplex' }] as const).map(async (options) => {
        const stage = await kit.set(options);
        const { server } = stage;
        const blocks: string[] = [];
        const outage = whileAway(server, '/events', (exchange) => {
          const missed = blocks.slice(Number(exchange.request.lastEventId ?? blocks.length));
          void exchange.open().write(`retry: 1000\n\n${missed.join('')}`);
        });
        const publish = (): void => {
          const block = `id: ${blocks.length + 1}\ndata: ${blocks.length + 1}\n\n`;
          blocks.push(block);
          for (const exchange of server.connected('/events')) void exchange.write(block);
        };
        await stage.openTab();
        const tabs = await stage.openTabs(2);
        for (const tab of tabs) {
          await tab.listen('/events', { events: ['event-stream-gap'] });
          await tab.until('/events', 'open', 1);
        }
        for (let n = 0; n < 3; n++) publish();
        for (const tab of tabs) await tab.untilId('/events', '3');
        outage.go();
        for (const exchange of server.connected('/events')) exchange.destroy();
        for (let n = 0; n < 3; n++) publish();
        // The time itself is what is tested.
        await setTimeout(OUTAGE);
        outage.come();
        for (const tab of tabs) await tab.untilId('/events', '6');
        publish();
        return Promise.all(tabs.map((tab) => tab.untilData('/events', '7')));
      }),
    );
    for (const data of worlds.flat()) expect(data).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });
});
