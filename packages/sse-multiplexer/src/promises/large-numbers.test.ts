import { expect, jest, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { collectGarbage } from '../testing/collectGarbage.js';
import { ModelPage } from '../testing/ModelPage.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

test('a thousand pages share one connection, lose nothing in a drop, and leave nothing behind', async () => {
  const bench = new Bench({ join: 'native', linger: 0 });
  const pages = Array.from({ length: 1000 }, (_, n) => new ModelPage(`page ${n}`, n % 2 === 0));
  await bench.joinAll(...pages);
  await bench.publish(2);
  await bench.drop();
  bench.server.publish(1);
  await bench.joinAll(...pages);
  await bench.publish(1);
  for (const { log } of pages) expect(log).toEqual(['1', '2', '3', '4']);
  expect(bench.attempts).toEqual([null, '2']);
  await bench.leave(...pages);
  await bench.pass(0);
  expect([bench.open, jest.getTimerCount()]).toEqual([0, 0]);
  expect(bench.multiplexer.inspect().streams).toEqual([]);
}, 60_000);

test('two million IDs: what is kept of them is as much as of one million', async () => {
  const bench = new Bench({ replay: { events: 1000 } });
  const page = await bench.join('a');
  // What the page itself keeps is not the worker's.
  Object.assign(page.events, { push: () => 0 });
  const heap: number[] = [];
  for (let n = 0; n < 200; n++) {
    await bench.publish(10_000);
    if (n % 100 !== 99) continue;
    await collectGarbage();
    heap.push(process.memoryUsage().heapUsed);
  }
  const [half = 0, whole = 0] = heap;
  expect(whole - half).toBeLessThan(2 * 1024 * 1024);
  expect(page.lastEventId).toBe('2000000');
}, 60_000);

test('twelve thousand EventSources, opened and closed one after the other, leave a bounded trace', async () => {
  const bench = new Bench({ linger: 0 });
  for (let n = 0; n < 12_000; n += 1000) {
    const pages = Array.from({ length: 1000 }, () => new ModelPage('page'));
    await bench.joinAll(...pages);
    await bench.leave(...pages);
  }
  await bench.pass(0);
  expect(bench.positions.records().length).toBeLessThanOrEqual(10_000);
  expect([bench.open, bench.multiplexer.inspect().streams]).toEqual([0, []]);
}, 120_000);
