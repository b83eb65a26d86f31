import { describe, expect, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import type { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

/** One answer for each request, and its end at once. */
function answering(bench: Bench): { ask: (...pages: ModelPage[]) => Promise<void> } {
  return {
    ask: async (...pages) => {
      for (const page of pages) {
        await bench.join(page);
        await bench.publish(1);
        await bench.drop();
      }
    },
  };
}

describe('pages on a server that ends each stream at once', () => {
  test('are given the answers to their own requests from the third on', async () => {
    const bench = new Bench({ join: 'native' }, new ModelServer(false));
    const { ask } = answering(bench);
    const a = await bench.join('a');
    await bench.publish(1);
    await bench.drop();
    await ask(a);
    const b = await bench.join('b');
    await bench.publish(1);
    await bench.drop();
    const before = [a.log.length, b.log.length];
    await ask(a, b, a, b, b, a);
    expect([a.log.slice(before[0]), b.log.slice(before[1])]).toEqual([
      ['4', '6', '9'],
      ['5', '7', '8'],
    ]);
    expect(bench.server.connections).toHaveLength(9);
  });

  test("are not cut off by the end of another page's answer", async () => {
    const bench = new Bench({ join: 'native' }, new ModelServer(false));
    const { ask } = answering(bench);
    const a = await bench.join('a');
    await bench.publish(1);
    await bench.drop();
    await ask(a, a);
    await bench.join(a);
    const b = await bench.join('b');
    await bench.drop('end', 'oldest');
    await bench.send('data: to b\n\n');
    expect(b.log).toEqual(['to b']);
  });

  test('share again as soon as the server lets one go on', async () => {
    const bench = new Bench({ join: 'native' });
    const { ask } = answering(bench);
    const [a, b] = [await bench.join('a'), await bench.join('b')];
    await bench.publish(1);
    await bench.drop();
    for (let n = 0; n < 4; n++) await ask(a, b);
    await bench.joinAll(a, b);
    await bench.publish(1);
    await bench.pass(10_000);
    await bench.publish(1);
    expect(bench.open).toBe(1);
    await bench.publish(1);
    for (const { log } of [a, b])
      expect(log).toEqual(Array.from({ length: 12 }, (_, n) => `${n + 1}`));
  });

  test('that are ended once, or late, share as ever', async () => {
    const bench = new Bench();
    const pages = [await bench.join('a'), await bench.join('b')];
    for (let n = 0; n < 5; n++) {
      await bench.pass(1000);
      await bench.drop();
      await bench.joinAll(...pages);
      expect(bench.open).toBe(1);
    }
  });
});
