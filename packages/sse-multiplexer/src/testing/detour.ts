import { Bench } from './Bench.js';
import { eventText } from './eventText.js';
import { ModelServer } from './ModelServer.js';
import { pageWith } from './pageWith.js';
import { settle } from './settle.js';

/**
 * A shared stream that keeps events 8 to 10 and so knows the places 7 to 10, a page on it, and one
 * that comes back from event 2 with an upstream of its own. What either connection brings is said by the test.
 */
export async function detour() {
  const bench = new Bench({ replay: { events: 3 }, linger: 0 }, new ModelServer(false));
  const live = await bench.join('live');
  await bench.send(eventText(1, 10));
  const old = await bench.join(pageWith('2'));
  const [shared, separate] = bench.server.connections;
  if (!shared || !separate) throw new Error('Two connections were expected.');
  return {
    bench,
    live,
    old,
    onShared: async (text: string): Promise<void> => {
      bench.server.send(text, [shared]);
      await settle();
    },
    onSeparate: async (text: string): Promise<void> => {
      bench.server.send(text, [separate]);
      await settle();
    },
    shared,
    separate,
  };
}
