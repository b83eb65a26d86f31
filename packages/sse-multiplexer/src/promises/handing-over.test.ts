import { describe, expect, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import type { PositionRecord } from '../memory/PositionRecord.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1));

/** Ends a worker in favour of another. What is handed over crosses from one to the other as JSON. */
const handOver = (old: Bench, next: Bench): void => {
  old.multiplexer.handOver();
  const records = JSON.stringify(old.positions.records());
  next.positions.takeOver(JSON.parse(records) as PositionRecord[]);
};

describe.each([['does not show'], ['shows']])(
  'a page whose browser %s its last event ID',
  (how) => {
    const showsLastEventId = how === 'shows';

    test('goes on at the new worker where it stopped at the old one', async () => {
      const server = new ModelServer();
      const old = new Bench({}, server);
      const pages = [new ModelPage('a', showsLastEventId), new ModelPage('b', showsLastEventId)];
      await old.joinAll(...pages);
      await old.publish(3);

      const next = new Bench({}, server);
      handOver(old, next);
      await old.publish(2);
      await next.joinAll(...pages);
      await next.publish(1);

      for (const page of pages) expect(page.log).toEqual(numbers(6));
      expect(server.openConnections).toHaveLength(1);
      expect(next.attempts.at(-1)).toBe('3');
    });

    test('goes on at the old worker if the new one does not come', async () => {
      const bench = new Bench();
      const pages = [new ModelPage('a', showsLastEventId), new ModelPage('b', showsLastEventId)];
      await bench.joinAll(...pages);
      await bench.publish(3);
      bench.multiplexer.handOver();
      await bench.publish(2);
      await bench.joinAll(...pages);
      await bench.publish(1);

      for (const page of pages) expect(page.log).toEqual(numbers(6));
      expect(bench.open).toBe(1);
    });
  },
);

test('pages are sent away for 300 ms, and are told the stream’s own reconnection time again', async () => {
  const server = new ModelServer();
  const old = new Bench({}, server);
  const page = await old.join('a');
  await old.send('retry: 1234\n\n');
  const next = new Bench({}, server);
  handOver(old, next);
  await next.pass(0);
  expect(page.reconnectionTime).toBe(300);
  expect(page.readyState).toBe('connecting');

  await next.join(page);
  expect(page.reconnectionTime).toBe(1234);
});

test('a page that waits for the first answer is sent away, too, and its upstream stopped', async () => {
  const bench = new Bench();
  const page = new ModelPage('a');
  const joined = page.connect(bench.multiplexer, () => new Promise(() => undefined));
  bench.multiplexer.handOver();
  expect(bench.positions.records()).toEqual([]);
  const response = await joined;
  expect(response?.headers.get('content-type')).toBe('text/event-stream');
  await bench.pass(0);
  expect(page.readyState).toBe('connecting');
});

test('a page on a separate upstream goes on where that one stopped', async () => {
  const server = new ModelServer();
  const old = new Bench({ replay: { events: 1 } }, server);
  await old.join('a');
  await old.publish(5);
  const late = new ModelPage('late', true);
  late.lastEventId = '2';
  await old.join(late);
  const next = new Bench({}, server);
  handOver(old, next);
  await old.publish(1);
  await next.join(late);
  expect(late.log).toEqual(['3', '4', '5', '6']);
});

test('of a page that has closed its EventSource it is handed over that it was here, no more', async () => {
  const bench = new Bench();
  const page = await bench.join('a');
  await bench.publish(1);
  await bench.leave(page);
  bench.multiplexer.handOver();
  expect(bench.positions.records()).toEqual([{ name: page.name, clientId: 'a' }]);
  bench.positions.forget(new Set(['a']));
  expect(bench.positions.records()).toEqual([]);
});

test('a page that was still on its stream when its worker was ended is told of a gap', async () => {
  const server = new ModelServer();
  const old = new Bench({}, server);
  const page = await old.join('a');
  await old.publish(2);
  const next = new Bench({}, server);
  next.positions.takeOver(old.positions.records());
  await old.drop();
  await next.join(page);
  await next.publish(1);
  expect(page.log).toEqual(['1', '2', '{"reason":"position-unknown"}', '3']);
});
