import { describe, expect, jest, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

/** The two kinds of browsers: those that show the worker Last-Event-ID, and Chromium. */
const browsers = [
  ['which shows Last-Event-ID', true],
  ['which hides Last-Event-ID', false],
] as const;

describe('linger', () => {
  test('the upstream outlives its last page for a second, no longer', async () => {
    const bench = new Bench();
    await bench.leave(await bench.join('a'));
    await bench.pass(999);
    expect(bench.open).toBe(1);
    await bench.pass(1);
    expect(bench.open).toBe(0);
  });

  test('0 stops it at once', async () => {
    const bench = new Bench({ linger: 0 });
    await bench.leave(await bench.join('a'));
    await bench.pass(0);
    expect(bench.open).toBe(0);
  });

  test('a page that comes in time finds the upstream, which then stays', async () => {
    const bench = new Bench();
    await bench.leave(await bench.join('a'));
    await bench.pass(500);
    const next = await bench.join('b');
    await bench.pass(60_000);
    await bench.publish(1);
    expect(next.log).toEqual(['1']);
    expect(bench.attempts).toEqual([null]);
    await bench.leave(next);
    await bench.pass(999);
    expect(bench.open).toBe(1);
    await bench.pass(1);
    expect(bench.open).toBe(0);
  });

  test('nothing lingers while one of several pages is there', async () => {
    const bench = new Bench({ linger: 0 });
    const [a, b] = [await bench.join('a'), await bench.join('b')];
    await bench.leave(a);
    await bench.pass(60_000);
    await bench.publish(1);
    expect(b.log).toEqual(['1']);
  });

  test('a stream that ends meanwhile is over', async () => {
    const bench = new Bench();
    await bench.leave(await bench.join('a'));
    await bench.drop();
    expect(jest.getTimerCount()).toBe(0);
    await bench.join('b');
    expect(bench.attempts).toEqual([null, null]);
  });
});

describe.each(['end', 'break', 'mid-block'] as const)('when the server drops all: %s', (how) => {
  test('every page sees a clean end after the last whole event', async () => {
    const bench = new Bench();
    const pages = [await bench.join('a'), await bench.join('b')];
    await bench.publish(3);
    await bench.drop(how);
    for (const { log, readyState } of pages) {
      expect([...log, readyState]).toEqual(['1', '2', '3', 'connecting']);
    }
  });

  test.each(browsers)(
    'in a browser %s one attempt, with the newest ID, brings all of them all',
    async (_name, showsLastEventId) => {
      const bench = new Bench();
      const pages = ['a', 'b', 'c'].map((id) => new ModelPage(id, showsLastEventId));
      await bench.joinAll(...pages);
      await bench.publish(3);
      await bench.drop(how);
      bench.server.publish(2);
      for (const page of pages) await bench.join(page);
      await bench.publish(1);
      for (const { log } of pages) expect(log).toEqual(['1', '2', '3', '4', '5', '6']);
      expect(bench.attempts).toEqual([null, '3']);
    },
  );
});

test.each(browsers)(
  'a page that is late to come back, in a browser %s, misses nothing of what the others got',
  async (_name, showsLastEventId) => {
    const bench = new Bench();
    const [early, late] = ['a', 'b'].map((id) => new ModelPage(id, showsLastEventId));
    if (!early || !late) throw new Error('Two pages were expected.');
    await bench.joinAll(early, late);
    await bench.publish(2);
    await bench.drop();
    await bench.join(early);
    await bench.publish(2);
    await bench.pass(60_000);
    await bench.join(late);
    await bench.publish(1);
    expect(late.log).toEqual(['1', '2', '3', '4', '5']);
    expect(bench.attempts).toEqual([null, '2']);
  },
);

test('departures outlive attempts that reach nobody', async () => {
  const bench = new Bench();
  const pages = ['a', 'b'].map((id) => new ModelPage(id));
  await bench.joinAll(...pages);
  await bench.publish(2);
  await bench.drop();
  bench.server.refusal = () => new TypeError('unreachable');
  for (let attempt = 0; attempt < 3; attempt++) {
    await bench.joinAll(...pages);
    for (const { readyState, error } of pages) {
      expect([readyState, error]).toEqual(['connecting', expect.any(TypeError)]);
    }
  }
  bench.server.publish(1);
  bench.server.refusal = undefined;
  await bench.joinAll(...pages);
  for (const { log } of pages) expect(log).toEqual(['1', '2', '3']);
  expect(bench.attempts).toEqual([null, '2', '2', '2', '2']);
});

describe('a stream without IDs', () => {
  test('loses only what was sent while nobody was connected, and doubles nothing', async () => {
    const bench = new Bench({ gap: false }, new ModelServer(false));
    const pages = ['a', 'b', 'c'].map((id) => new ModelPage(id));
    const [first, ...others] = pages;
    if (!first) throw new Error('A page was expected.');
    await bench.joinAll(...pages);
    await bench.publish(3);
    await bench.drop('mid-block');
    bench.server.publish(1);
    await bench.join(first);
    await bench.publish(2);
    for (const page of others) await bench.join(page);
    await bench.publish(1);
    for (const { log } of pages) expect(log).toEqual(['1', '2', '3', '5', '6', '7']);
    expect(bench.attempts).toEqual([null, null]);
  });
});

describe('the EventSources of one page', () => {
  test('that stopped at different places each go on at their own', async () => {
    const bench = new Bench({ maxQueueBytes: 40 });
    const [slow, quick] = [new ModelPage('same'), new ModelPage('same')];
    slow.isReading = false;
    await bench.joinAll(slow, quick);
    for (let n = 0; n < 6; n++) await bench.publish(1);
    slow.readOn();
    await bench.pass(0);
    expect(slow.readyState).toBe('connecting');
    expect(slow.log.length).toBeLessThan(6);
    await bench.drop();
    // They come back in the order in which they were sent away.
    await bench.join(slow);
    await bench.join(quick);
    await bench.publish(1);
    const all = ['1', '2', '3', '4', '5', '6', '7'];
    expect([slow.log, quick.log]).toEqual([all, all]);
  });
});

test('a page that is looked at gets each event at once, however dense they come', async () => {
  const bench = new Bench();
  const page = await bench.join('page');
  for (let turn = 1; turn <= 120; turn++) {
    await bench.publish(2);
    expect(page.log).toHaveLength(2 * turn);
    await bench.pass(1);
  }
});

describe('a slow page', () => {
  test('is closed alone, and comes back without loss', async () => {
    const bench = new Bench({ maxQueueBytes: 100 });
    const [slow, quick] = [new ModelPage('slow'), new ModelPage('quick')];
    slow.isReading = false;
    await bench.joinAll(slow, quick);
    for (let n = 0; n < 20; n++) await bench.publish(1);
    expect([slow.readyState, quick.log.length]).toEqual(['open', 20]);
    slow.readOn();
    await bench.pass(0);
    expect(slow.readyState).toBe('connecting');
    await bench.join(slow);
    await bench.publish(1);
    const all = Array.from({ length: 21 }, (_, index) => `${index + 1}`);
    expect([slow.log, quick.log]).toEqual([all, all]);
    expect(bench.attempts).toEqual([null]);
  });

  test('while all are slow the upstream is not read; then nothing is missing', async () => {
    const bench = new Bench({ maxQueueBytes: 40 });
    const pages = [new ModelPage('a'), new ModelPage('b')];
    for (const page of pages) page.isReading = false;
    await bench.joinAll(...pages);
    for (let n = 0; n < 50; n++) await bench.publish(1);
    const [upstream] = bench.server.connections;
    expect(bench.server.unread(upstream)).toBeGreaterThan(40);
    for (const page of pages) page.readOn();
    for (let turn = 0; turn < 100; turn++) await bench.pass(0);
    expect(bench.server.unread(upstream)).toBe(0);
    const all = Array.from({ length: 50 }, (_, index) => `${index + 1}`);
    for (const { log } of pages) expect(log).toEqual(all);
  });

  test('that leaves while all are slow lets the upstream end', async () => {
    const bench = new Bench({ maxQueueBytes: 40, linger: 0 });
    const slow = new ModelPage('a');
    slow.isReading = false;
    await bench.join(slow);
    for (let n = 0; n < 10; n++) await bench.publish(1);
    await bench.leave(slow);
    await bench.pass(0);
    expect([bench.open, jest.getTimerCount()]).toEqual([0, 0]);
  });
});

test('a page that is gone before its answer came leaves nothing behind', async () => {
  const bench = new Bench({ linger: 0 });
  const request = new Request('https://app.test/events');
  const visit = { request, clientId: 'gone', fetch: bench.server.fetch };
  // What a browser does with an answer that nobody waits for any more.
  await (await bench.multiplexer.join(visit)).body?.cancel();
  await bench.pass(0);
  expect([bench.open, jest.getTimerCount()]).toEqual([0, 0]);
});
