import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import type { Tab } from '../kit/Tab.js';

const GAP = 'event-stream-gap';
const POLLS = 6;

/** Each request is answered with one event, and the end: an EventSource that polls. */
const answers: Record<string, (attempt: number) => string> = {
  'without IDs': (attempt) => `data: ${attempt}\n\n`,
  'with IDs that go on': (attempt) => `id: ${attempt}\ndata: ${attempt}\n\n`,
  'with the same ID each time': () => 'id: 1\ndata: 1\n\n',
};

/** What each connection of a tab brought, gap events included. */
async function polls(tab: Tab): Promise<string[][]> {
  const found: string[][] = [];
  for (const entry of await tab.log('polls')) {
    if (entry.kind === 'open') found.push([]);
    else if (entry.kind === 'event') found.at(-1)?.push(entry.type === GAP ? GAP : entry.data);
  }
  return found;
}

describeInBrowsers('tabs on a server that ends each stream at once', (kit) => {
  const worlds = ['natively', 'shared'] as const;

  test.each(
    Object.entries(answers).flatMap(([kind, answer]) =>
      worlds.map((world) => [kind, world, answer] as const),
    ),
  )(
    'get one answer for each time they ask, and ask no oftener: %s, %s',
    async (_kind, world, answer) => {
      const stage = await kit.set(world === 'shared' ? { worker: 'multiplex' } : {});
      const { server } = stage;
      server.route('/polls', (exchange, attempt) => {
        const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };
        exchange.respond(200, headers, `retry: 400\n\n${answer(attempt)}`);
      });
      const tabs: Tab[] = [];
      for (let n = 0; n < 3; n++) {
        const tab = await stage.openControlledTab();
        await tab.listen('/polls', { name: 'polls', events: [GAP] });
        tabs.push(tab);
      }
      for (const tab of tabs) await tab.until('polls', 'error', POLLS);
      // Requests first: each of them is of a connection that a log has by the time it is read, or of one of three.
      const requests = server.exchanges('/polls').length;
      const connections = await Promise.all(tabs.map(polls));
      const brought = connections.map((ofTab) =>
        ofTab.slice(0, POLLS).map((events) => events.filter((event) => event !== GAP).length),
      );
      expect(brought).toEqual(tabs.map(() => Array<number>(POLLS).fill(1)));
      // That they poll is known by the second answer; before it a gap is told.
      expect(connections.flatMap((ofTab) => ofTab.slice(2)).flat()).not.toContain(GAP);
      expect(requests).toBeLessThanOrEqual(connections.flat().length + tabs.length);
    },
  );
});
