import { expect, test } from '@jest/globals';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import { eventIds } from './kit/eventIds.js';
import { EventPublisher } from './kit/EventPublisher.js';
import type { Stage } from './kit/Stage.js';
import type { Tab } from './kit/Tab.js';

/** Longer than a test may take, so that nothing comes by the passing of time. */
const never = 300_000;

const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1));

/** Resolves when the worker knows of so many hidden tabs on the stream. */
const untilHidden = async (tab: Tab, count: number): Promise<void> => {
  let seen: unknown;
  for (const end = Date.now() + 15_000; Date.now() < end;) {
    const [snapshot] = await tab.inspect();
    seen = snapshot?.streams[0]?.subscribers;
    const hidden = snapshot?.streams[0]?.subscribers.filter(({ isHidden }) => isHidden);
    if (hidden?.length === count) return;
  }
  throw new Error(`Expected: ${count} hidden tab(s). Seen: ${JSON.stringify(seen)}`);
};

/** Two tabs on the stream: one that nobody looks at, and the one before it. */
const openTwo = async (stage: Stage): Promise<{ hidden: Tab; visible: Tab }> => {
  await stage.openTab();
  const hidden = await stage.openTab();
  const visible = await stage.openTab();
  for (const tab of [hidden, visible]) {
    await tab.listen('/events');
    await tab.until('/events', 'open', 1);
  }
  await untilHidden(visible, 1);
  return { hidden, visible };
};

describeInBrowsers('a tab that nobody looks at', (kit) => {
  test('is given one event, and what follows it later; the tab in front each at once', async () => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { hiddenDelay: never } });
    const publisher = new EventPublisher(stage.server, '/events');
    const { hidden, visible } = await openTwo(stage);
    for (let event = 1; event <= 5; event++) {
      publisher.publish();
      await visible.until('/events', 'event', event);
    }
    expect(eventIds(await hidden.log('/events')).length).toBeLessThan(5);

    await hidden.page.bringToFront();
    let count = 5;
    // While events flow the worker looks once a second.
    for (const end = Date.now() + 15_000; Date.now() < end;) {
      publisher.publish();
      count++;
      if (eventIds(await hidden.log('/events')).length >= 5) break;
    }
    publisher.publish();
    count++;
    expect(eventIds(await hidden.until('/events', 'event', count))).toEqual(ids(count));
  });

  test('that answers the worker gets what was held back as soon as it is looked at', async () => {
    const stage = await kit.set({
      worker: 'multiplex',
      multiplex: { hiddenDelay: never },
      helpers: ['keepEventStreamsAlive'],
    });
    const publisher = new EventPublisher(stage.server, '/events');
    const { hidden, visible } = await openTwo(stage);
    publisher.publish(5);
    await visible.until('/events', 'event', 5);
    publisher.publish(5);
    await visible.until('/events', 'event', 10);
    expect(eventIds(await hidden.log('/events')).length).toBeLessThan(10);

    await hidden.page.bringToFront();
    // Nothing flows: nothing else than its own word can have told the worker.
    expect(eventIds(await hidden.until('/events', 'event', 10))).toEqual(ids(10));
  });

  test('gets what was held back before its connection ends', async () => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { hiddenDelay: never } });
    const publisher = new EventPublisher(stage.server, '/events');
    const { hidden, visible } = await openTwo(stage);
    publisher.publish(5);
    await visible.until('/events', 'event', 5);
    publisher.publish(5);
    await visible.until('/events', 'event', 10);
    await publisher.dropAll();
    const log = await hidden.until('/events', 'error', 1);
    expect(eventIds(log)).toEqual(ids(10));
  });

  test('loses nothing and gets nothing twice while tabs come to the front in turn', async () => {
    const stage = await kit.set({ worker: 'multiplex', helpers: ['keepEventStreamsAlive'] });
    const publisher = new EventPublisher(stage.server, '/events');
    await stage.openTab();
    const tabs = await stage.openTabs(4);
    for (const tab of tabs) {
      await tab.listen('/events');
      await tab.until('/events', 'open', 1);
    }
    let count = 0;
    for (let turn = 0; turn < 12; turn++) {
      const timer = setInterval(() => {
        publisher.publish();
        count++;
      }, 5);
      await tabs[turn % tabs.length]?.page.bringToFront();
      if (turn === 6) await publisher.dropAll({ midBlock: true });
      clearInterval(timer);
    }
    for (const tab of tabs) {
      expect(eventIds(await tab.until('/events', 'event', count))).toEqual(ids(count));
    }
  });
});
