import { describe, expect, test } from '@jest/globals';
import type { StreamSnapshot } from '../statistics/EventStreamsSnapshot.js';
import { noCounts } from '../statistics/noCounts.js';
import { Bench } from '../testing/Bench.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const only = (bench: Bench): StreamSnapshot => {
  const { streams } = bench.multiplexer.inspect();
  expect(streams).toHaveLength(1);
  return streams[0] as StreamSnapshot;
};

describe('what there is to see of streams', () => {
  test('is nothing before a page has asked for one', () => {
    const { streams, totals, at } = new Bench().multiplexer.inspect();
    expect({ streams, totals, at }).toEqual({ streams: [], totals: noCounts(), at: Date.now() });
  });

  test('is plain data, which a worker can post to a page', async () => {
    const bench = new Bench();
    await bench.join('a');
    await bench.publish(1);
    const snapshot = bench.multiplexer.inspect();
    expect(structuredClone(snapshot)).toEqual(snapshot);
  });

  test('names the stream, where it stands and since when', async () => {
    const bench = new Bench();
    const opened = Date.now();
    await bench.join('a');
    await bench.send('retry: 1234\n\n');
    await bench.publish(2);
    await bench.pass(5000);
    expect(only(bench)).toMatchObject({
      url: 'https://app.test/events',
      state: 'open',
      since: opened,
      lastStatus: 200,
      lastEventId: '2',
      reconnectionTime: 1234,
      subscribers: [{ clientId: 'a', queuedBytes: 0, lag: 0 }],
    });
    expect(only(bench).key).toContain('https://app.test/events');
  });

  test('follows a stream through its states', async () => {
    const bench = new Bench();
    const page = await bench.join('a');
    await bench.publish(1);
    await bench.drop();
    expect(only(bench)).toMatchObject({ state: 'dormant', away: 1, subscribers: [] });
    await bench.join(page);
    expect(only(bench)).toMatchObject({ state: 'open', away: 0 });
    await bench.leave(page);
    expect(only(bench)).toMatchObject({ state: 'lingering', subscribers: [] });
  });

  test('says why pages got no stream', async () => {
    const bench = new Bench({ reconnect: 'worker' });
    await bench.join('a');
    bench.server.refusal = () => new Response('', { status: 503 });
    await bench.drop();
    await bench.pass(10_000);
    expect(only(bench)).toMatchObject({ state: 'reopening', lastStatus: 503 });
  });

  test('tells which page is behind, by how many events and bytes', async () => {
    const bench = new Bench({}, new ModelServer(false));
    const [slow, quick] = [new ModelPage('slow'), new ModelPage('quick')];
    slow.isReading = false;
    await bench.joinAll(slow, quick);
    // What a page's stream has already been asked for is with the page.
    await bench.publish(1);
    await bench.publish(3);
    const { subscribers, replay } = only(bench);
    const [first, second] = subscribers;
    expect(first?.lag).toBeGreaterThan(0);
    expect(first?.queuedBytes).toBeGreaterThan(0);
    expect(first?.queuedBytes).toBeLessThanOrEqual(replay.bytes);
    expect(second).toEqual({ clientId: 'quick', isHidden: false, lag: 0, queuedBytes: 0 });
    expect(replay.events).toBe(4);
  });
});

describe('what is counted of a stream', () => {
  test('is what came in once and went out to every page', async () => {
    const bench = new Bench({}, new ModelServer(false));
    await bench.joinAll(...['a', 'b', 'c'].map((id) => new ModelPage(id)));
    await bench.send('data: one\n\n');
    await bench.send('data: two\n\ndata: three\n\n');
    const bytes = 'data: one\n\ndata: two\n\ndata: three\n\n'.length;
    expect(only(bench).counters).toMatchObject({
      attempts: 1,
      joins: 3,
      blocksIn: 3,
      bytesIn: bytes,
      blocksOut: 9,
      bytesOut: 3 * bytes,
    });
  });

  test('is every drop, every new attempt and every replay', async () => {
    const bench = new Bench();
    const [a, b] = [await bench.join('a'), await bench.join('b')];
    await bench.publish(1);
    await bench.drop();
    await bench.join(a);
    await bench.publish(2);
    await bench.join(b);
    expect(only(bench).counters).toMatchObject({ drops: 1, attempts: 2, joins: 4, replays: 1 });
  });

  test('is every gap, also where pages are not told of it', async () => {
    for (const gap of ['gap', false] as const) {
      const bench = new Bench({ gap, resume: false });
      const page = await bench.join('a');
      await bench.publish(1);
      await bench.drop();
      await bench.join(page);
      expect(only(bench).counters.gaps).toBe(1);
    }
  });

  test('is every page that was closed because it was too slow', async () => {
    const bench = new Bench({ maxQueueBytes: 10 });
    const slow = new ModelPage('slow');
    slow.isReading = false;
    await bench.joinAll(slow, new ModelPage('quick'));
    for (let i = 0; i < 5; i++) await bench.publish(1);
    expect(only(bench).counters.overflows).toBe(1);
  });

  test('is every hand-over', async () => {
    const bench = new Bench();
    await bench.join('a');
    bench.multiplexer.handOver();
    expect(only(bench).counters.handOvers).toBe(1);
  });

  test('is what a separate upstream brought, too', async () => {
    const bench = new Bench({ join: 'native' }, new ModelServer(false));
    await bench.join('a');
    await bench.publish(2);
    await bench.join('b');
    expect(only(bench)).toMatchObject({ detours: 1, counters: { attempts: 2 } });
    const before = only(bench).counters;
    await bench.send('data: only there\n\n', 'newest');
    const after = only(bench).counters;
    expect(after.blocksIn - before.blocksIn).toBe(1);
    expect(after.blocksOut - before.blocksOut).toBe(1);
  });

  test('is kept in the totals when the stream is no more', async () => {
    const bench = new Bench({ linger: 0 }, new ModelServer(false));
    for (const name of ['a', 'b']) {
      const page = await bench.join(name);
      await bench.publish(2);
      await bench.leave(page);
      await bench.pass(0);
    }
    const { streams, totals } = bench.multiplexer.inspect();
    expect(streams).toEqual([]);
    expect(totals).toMatchObject({ attempts: 2, joins: 2, blocksIn: 4, blocksOut: 4 });
  });
});
