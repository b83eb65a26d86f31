import { describe, expect, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1));

/** What is handed over crosses from one worker to another as JSON. */
const cross = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

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

      const handedOver = old.multiplexer.handOver();
      await old.publish(2);
      const next = new Bench({}, server);
      next.multiplexer.takeOver(cross(handedOver));
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
  const handedOver = old.multiplexer.handOver();
  const next = new Bench({}, server);
  await next.pass(0);
  expect(page.reconnectionTime).toBe(300);
  expect(page.readyState).toBe('connecting');

  next.multiplexer.takeOver(cross(handedOver));
  await next.join(page);
  expect(page.reconnectionTime).toBe(1234);
});

test('a page that waits for the first answer is sent away, too, and its upstream stopped', async () => {
  const bench = new Bench();
  const page = new ModelPage('a');
  const joined = page.connect(bench.multiplexer, () => new Promise(() => undefined));
  expect(bench.multiplexer.handOver()).toEqual([]);
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
  const handedOver = old.multiplexer.handOver();
  await old.publish(1);
  const next = new Bench({}, server);
  next.multiplexer.takeOver(cross(handedOver));
  await next.join(late);
  expect(late.log).toEqual(['3', '4', '5', '6']);
});

test('nothing is handed over of pages that have left', async () => {
  const bench = new Bench();
  const page = await bench.join('a');
  await bench.publish(1);
  await bench.leave(page);
  expect(bench.multiplexer.handOver()).toEqual([]);
});
