import { expect, test } from '@jest/globals';
import { CarrierInstances } from '../kit/CarrierInstances.js';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { eventIds } from '../kit/eventIds.js';
import { EventPublisher } from '../kit/EventPublisher.js';
import '../kit/neverRetried.js';

const tabCount = 10;
const streamsPerTab = 3;

const idsUpTo = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1));

describeInBrowsers('ten tabs on thirty streams, over two instances behind nginx', (kit) => {
  test('lose nothing when one instance is killed, and then the other', async () => {
    if (!CarrierInstances.isInstalled && !process.env['CI']) {
      console.warn('Not tried: apt-get install nginx redis-server');
      return;
    }
    const stage = await kit.set({ worker: 'carrier' });
    const instances = await CarrierInstances.start(stage.server.origin);
    try {
      const tabs = await stage.openTabs(
        tabCount,
        stage.url.replace(stage.server.origin, instances.origin),
      );
      const listeners = tabs.flatMap((tab, number) =>
        Array.from({ length: streamsPerTab }, (_, stream) => {
          const path = `/tabs/${number}/streams/${stream}`;
          return { tab, path, publisher: new EventPublisher(stage.server, path, 100) };
        }),
      );
      let published = 0;
      const publish = async (): Promise<void> => {
        for (const { publisher } of listeners) publisher.publish(5);
        published += 5;
        for (const { tab, path } of listeners) await tab.untilId(path, String(published));
      };
      await Promise.all(listeners.map(({ tab, path }) => tab.listen(path)));
      await Promise.all(listeners.map(({ tab, path }) => tab.until(path, 'open', 1)));
      await publish();
      await instances.kill(0);
      await publish();
      await instances.restart(0);
      await instances.kill(1);
      await publish();
      for (const { tab, path } of listeners)
        expect(eventIds(await tab.log(path))).toEqual(idsUpTo(published));
      const carried = listeners.flatMap(({ path }) => stage.server.connected(path));
      expect(carried).toHaveLength(listeners.length);
      for (const { request } of carried) expect(request.headers['event-stream-carried']).toBe('1');
    } finally {
      await instances.stop();
    }
  });
});
