import { describe, expect, jest, test } from '@jest/globals';
import { EventStreamMultiplexer } from '../sharing/EventStreamMultiplexer.js';
import { Bench } from '../testing/Bench.js';
import { gapData } from '../testing/gapData.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { settle } from '../testing/settle.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const GAP = gapData('reset');

describe('a reset', () => {
  test('while the server is asked: its answer reaches nobody', async () => {
    const bench = new Bench();
    let answer: ((response: Response) => void) | undefined;
    const asked = new Promise<Response>((resolve) => (answer = resolve));
    const body = new Response('data: secret\n\n', {
      headers: { 'content-type': 'text/event-stream' },
    });
    const page = new ModelPage('a');
    const joining = page.connect(bench.multiplexer, () => asked);
    await settle();
    await bench.reset();
    answer?.(body);
    await joining;
    await settle();
    expect([page.readyState, page.log]).toEqual(['connecting', []]);
    await bench.join(page);
    await bench.publish(1);
    // Nothing had been given to it that could be forgotten.
    expect(page.log).toEqual(['1']);
  });

  test('while the server is asked for a page that comes back: it is told when it is back', async () => {
    const bench = new Bench();
    const page = await bench.join('a');
    await bench.publish(2);
    await bench.drop();
    const joining = page.connect(bench.multiplexer, () => new Promise(() => undefined));
    await settle();
    await bench.reset();
    await joining;
    await settle();
    expect(page.readyState).toBe('connecting');
    await bench.join(page);
    await bench.publish(1);
    expect([page.log, bench.attempts]).toEqual([
      ['1', '2', GAP, '3'],
      [null, null],
    ]);
  });

  test('while the server is asked: a client that is built on fetch sees an error', async () => {
    const { multiplexer } = new Bench();
    const joining = multiplexer.join({
      request: new Request('https://app.test/events'),
      clientId: 'a',
      seesBreaks: true,
      fetch: () => new Promise(() => undefined),
    });
    multiplexer.reset();
    await expect(joining).rejects.toThrow('The connection is broken.');
  });

  test('while a stream lingers: who comes next opens it anew', async () => {
    const bench = new Bench({ linger: 1000, join: 'replay' });
    await bench.leave(await bench.join('a'));
    await bench.publish(2);
    await bench.reset();
    expect(bench.open).toBe(0);
    const next = await bench.join('b');
    expect([next.log, bench.attempts]).toEqual([[], [null, null]]);
    await bench.pass(2000);
    expect(bench.open).toBe(1);
  });

  test.each([
    ['is asked', 0],
    ['is waited for', 10_000],
  ])(
    'while the worker reopens a stream and the server %s: nothing comes of it',
    async (_how, ms) => {
      const bench = new Bench({ reconnect: 'worker' });
      const page = await bench.join('a');
      await bench.publish(1);
      bench.server.refusal = () => new Response('', { status: 503 });
      await bench.drop();
      await bench.pass(ms);
      const { length } = bench.attempts;
      await bench.reset();
      await bench.pass(600_000);
      expect([bench.attempts.length, page.readyState]).toEqual([length, 'connecting']);
      expect(jest.getTimerCount()).toBe(0);
    },
  );

  test('while pages are on a detour: each is sent away, also one that waits for its answer', async () => {
    const bench = new Bench();
    await bench.join('a');
    await bench.publish(1);
    const [away, waiting] = [new ModelPage('b', true), new ModelPage('c', true)];
    away.lastEventId = waiting.lastEventId = 'elsewhere';
    await bench.join(away);
    expect(bench.open).toBe(2);
    const joining = waiting.connect(bench.multiplexer, () => new Promise(() => undefined));
    await settle();
    await bench.reset();
    await joining;
    await settle();
    expect([bench.open, away.readyState, waiting.readyState]).toEqual([
      0,
      'connecting',
      'connecting',
    ]);
    await bench.joinAll(away, waiting);
    await bench.publish(1);
    for (const { log } of [away, waiting]) expect(log).toEqual([GAP, '2']);
    expect(bench.attempts.at(-1)).toBeNull();
  });

  test.each([
    ['with IDs', true],
    ['without IDs', false],
  ])('while new pages have connections of their own: each is told, %s', async (_name, hasIds) => {
    const server = new ModelServer(hasIds);
    const bench = new Bench({ join: 'native' }, server);
    const first = await bench.join('first');
    await bench.publish(1);
    server.greeting = 'data: state\n\n';
    // Before both have an ID in common, or a second has passed.
    server.chunkBytes = 4;
    const own = await bench.join('own');
    const waiting = new ModelPage('waiting');
    const joining = waiting.connect(bench.multiplexer, () => new Promise(() => undefined));
    await settle();
    await bench.reset();
    await joining;
    await settle();
    expect(bench.open).toBe(0);
    server.greeting = '';
    server.chunkBytes = 0;
    await bench.joinAll(first, own, waiting);
    await bench.publish(1);
    expect([first.log, own.log, waiting.log]).toEqual([
      ['1', GAP, '2'],
      ['state', GAP, '2'],
      ['2'],
    ]);
    expect(bench.attempts.slice(-1)).toEqual([null]);
  });

  test('between two of its EventSources coming back tells each', async () => {
    const bench = new Bench();
    const two = [new ModelPage('same', true), new ModelPage('same', true)];
    await bench.joinAll(...two);
    await bench.publish(1);
    await bench.reset();
    await bench.joinAll(...two);
    expect(two.map(({ log }) => log)).toEqual([
      ['1', GAP],
      ['1', GAP],
    ]);
  });

  test('of nothing does nothing, however often', async () => {
    const bench = new Bench();
    await bench.reset();
    await bench.reset();
    const page = await bench.join('a');
    await bench.publish(1);
    await bench.reset();
    await bench.reset();
    await bench.join(page);
    expect([page.log, bench.attempts]).toEqual([
      ['1', GAP],
      [null, null],
    ]);
  });

  test('of a stream that was too large to share: it may be shared again', async () => {
    const bench = new Bench({ maxBlockBytes: 10 });
    const request = (): Request =>
      new Request('https://app.test/events', { headers: { accept: 'text/event-stream' } });
    await bench.join('a');
    await bench.send(`data: ${'x'.repeat(20)}`);
    expect(bench.multiplexer.accepts(request())).toBe(false);
    await bench.reset();
    expect(bench.multiplexer.accepts(request())).toBe(true);
  });

  test('is remembered of every page, until its client is gone', async () => {
    const bench = new Bench({ gap: 'gap' });
    const pages = Array.from({ length: 1000 }, (_, index) => new ModelPage(`page ${index}`));
    await bench.joinAll(...pages);
    await bench.reset();
    await bench.pass(8 * 3600 * 1000);
    bench.positions.forget(new Set(['page 1']));
    await bench.joinAll(...pages);
    expect(pages.map(({ log }) => log.length)).toEqual(pages.map((_, n) => (n === 1 ? 0 : 1)));
  }, 60_000);
});

test('nothing of a stream outlives its reset', async () => {
  const multiplexer = new EventStreamMultiplexer(
    {},
    { origin: 'https://app.test', fetch, warn: jest.fn<() => void>() },
  );
  const server = new ModelServer();
  const page = new ModelPage('a');
  await page.connect(multiplexer, server.fetch);
  await settle();
  multiplexer.reset();
  expect(multiplexer.inspect().streams).toEqual([]);
  expect(jest.getTimerCount()).toBe(0);
});
