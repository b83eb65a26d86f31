import { expect, test } from '@jest/globals';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import { EventPublisher } from './kit/EventPublisher.js';
import type { LogEntry } from './kit/page/LogEntry.js';

const away = 'event-stream-away';

/** What a tab has seen of its EventSource, without what it says of each. */
const seen = (log: readonly LogEntry[]): string[] =>
  log.map((entry) =>
    entry.kind === 'event' ? `${entry.data} (${entry.lastEventId})` : entry.kind,
  );

describeInBrowsers("with reconnect: 'worker' a tab", (kit) => {
  test('is told when the server is away and when it is back, and its EventSource stays open', async () => {
    const multiplex = { reconnect: 'worker' } as const;
    const stage = await kit.set({ worker: 'multiplex', multiplex });
    const { server } = stage;
    const publisher = new EventPublisher(server, '/events', 100);
    await stage.openTab();
    const [listening, other] = await stage.openTabs(2);
    await listening?.listen('/events', { events: [away] });
    await other?.listen('/events');
    await listening?.until('/events', 'open', 1);
    await other?.until('/events', 'open', 1);
    publisher.publish(1);
    await listening?.untilData('/events', 'event 1');
    await server.goDown();
    await listening?.untilData('/events', '{"isAway":true}');
    publisher.publish(1);
    await server.comeUp();
    await other?.untilData('/events', 'event 2');
    await listening?.untilData('/events', 'event 2');

    expect(seen((await listening?.log('/events')) ?? [])).toEqual([
      'open',
      'event 1 (1)',
      '{"isAway":true} (1)',
      '{"isAway":false} (1)',
      'event 2 (2)',
    ]);
    expect(seen((await other?.log('/events')) ?? [])).toEqual([
      'open',
      'event 1 (1)',
      'event 2 (2)',
    ]);
  });
});
