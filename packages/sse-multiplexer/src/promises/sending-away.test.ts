import { expect, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { ModelPage } from '../testing/ModelPage.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1));

test.each([
  ['does not show', false],
  ['shows', true],
])(
  'the only page of a stream loses nothing, over one connection; its browser %s its last event ID',
  async (_how, showsLastEventId) => {
    const bench = new Bench({ linger: 0 });
    const page = await bench.join(new ModelPage('a', showsLastEventId));
    await bench.send('retry: 1234\n\n');
    await bench.publish(3);

    bench.multiplexer.oldest[0]?.sendAway();
    await bench.publish(2);
    expect(page).toMatchObject({ readyState: 'connecting', reconnectionTime: 300 });
    await bench.pass(2000);
    await bench.publish(1);
    expect(bench.open).toBe(1);

    await bench.join(page);
    await bench.publish(1);
    expect(page.log).toEqual(numbers(7));
    expect(page.reconnectionTime).toBe(1234);
    expect(bench.attempts).toHaveLength(1);
  },
);

test('the upstream does not wait for ever for a page that does not come back', async () => {
  const bench = new Bench({ linger: 0 });
  await bench.join('a');
  bench.multiplexer.oldest[0]?.sendAway();
  await bench.pass(5000);
  expect(bench.open).toBe(0);
});

test('the other pages of the stream notice nothing', async () => {
  const bench = new Bench();
  const [first, second] = [await bench.join('a'), await bench.join('b')];
  bench.multiplexer.oldest[0]?.sendAway();
  await bench.publish(1);
  expect([first.readyState, second.readyState]).toEqual(['connecting', 'open']);
  expect(second).toMatchObject({ log: ['1'], reconnectionTime: undefined });
  await bench.join(first);
  expect(first.log).toEqual(['1']);
});

test('a stream that sets no reconnection time gives back the browser’s own', async () => {
  const bench = new Bench();
  const page = await bench.join('a');
  bench.multiplexer.oldest[0]?.sendAway();
  await bench.pass(0);
  await page.connect(
    { join: (visit) => bench.multiplexer.join({ ...visit, reconnectionTime: 5000 }) },
    bench.server.fetch,
  );
  await bench.publish(1);
  expect(page.reconnectionTime).toBe(5000);

  const other = await bench.join('b');
  bench.multiplexer.oldest[0]?.sendAway();
  bench.multiplexer.oldest[0]?.sendAway();
  await bench.pass(0);
  await bench.joinAll(page, other);
  await bench.publish(1);
  expect(other.reconnectionTime).toBe(3000);
});

test('a page that must go on by a connection of its own is given it back, too', async () => {
  const bench = new Bench({ replay: { events: 1 } });
  const [page] = [await bench.join('a'), await bench.join('b')];
  await bench.publish(3);
  bench.multiplexer.oldest[0]?.sendAway();
  await bench.publish(3);
  await bench.join(page);
  await bench.publish(1);
  expect(page.log).toEqual(numbers(7));
  expect(page.reconnectionTime).toBe(3000);
});

test('pages take turns, and one that reads with `fetch` has none', async () => {
  const bench = new Bench();
  const reader = new ModelPage('fetch');
  await reader.connect(
    { join: (visit) => bench.multiplexer.join({ ...visit, seesBreaks: true }) },
    bench.server.fetch,
  );
  expect(bench.multiplexer.oldest).toEqual([]);
  const pages = [await bench.join('a'), await bench.join('b')];
  for (const page of [...pages, ...pages]) {
    bench.multiplexer.oldest[0]?.sendAway();
    await bench.pass(0);
    expect(page.readyState).toBe('connecting');
    await bench.join(page);
  }
  expect(reader.readyState).toBe('open');
  expect(bench.multiplexer.inspect().totals.rotations).toBe(4);
});

test('of each stream the page is named that has been there longest, and since when', async () => {
  const bench = new Bench();
  const start = performance.now();
  for (const path of ['1', '2']) {
    for (const client of ['a', 'b']) {
      await bench.join(new ModelPage(client, false, `https://app.test/${path}`));
      await bench.pass(10);
    }
  }
  expect(bench.multiplexer.oldest.map(({ since }) => since - start)).toEqual([0, 20]);
});

test('clients are those on a stream, on a detour, and those that wait; each once', async () => {
  const bench = new Bench({ replay: { events: 1 } });
  expect(bench.multiplexer.clientIds).toEqual(new Set());
  await bench.join('a');
  await bench.join('a');
  await bench.publish(5);
  const late = new ModelPage('late', true);
  late.lastEventId = '2';
  void late.connect(bench.multiplexer, () => new Promise(() => undefined));
  const waiting = new ModelPage('waiting', false, 'https://app.test/other');
  void waiting.connect(bench.multiplexer, () => new Promise(() => undefined));
  expect(bench.multiplexer.clientIds).toEqual(new Set(['a', 'late', 'waiting']));
});

test('tells after what time a page asks again, while it is away', async () => {
  const bench = new Bench();
  const [first, second] = [await bench.join('a'), await bench.join('b')];
  const absences = (): unknown[] =>
    [first, second, new ModelPage('c')].map(({ name = '', clientId }) =>
      bench.multiplexer.absenceOf({ name, clientId }),
    );
  bench.multiplexer.oldest[0]?.sendAway();
  expect(absences()).toEqual([3000, undefined, undefined]);
  await bench.join(first);
  expect(absences()).toEqual([undefined, undefined, undefined]);
  await bench.send('retry: 1234\n\n');
  bench.multiplexer.oldest[0]?.sendAway();
  expect(absences()).toEqual([undefined, 1234, undefined]);
  // The name of another client's says nothing.
  expect(bench.multiplexer.absenceOf({ name: second.name ?? '', clientId: 'a' })).toBeUndefined();
});
