import { describe, expect, jest, test } from '@jest/globals';
import { EventStreamMultiplexer } from '../sharing/EventStreamMultiplexer.js';
import type { MultiplexerOptions } from '../options/MultiplexerOptions.js';
import { Bench } from '../testing/Bench.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { settle } from '../testing/settle.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const GAP = '{"reason":"reset"}';

const reset = async (bench: Bench): Promise<void> => {
  bench.multiplexer.reset();
  await settle();
};

const handOver = (old: Bench, next: Bench): void => {
  old.multiplexer.handOver();
  next.positions.takeOver(old.positions.records());
};

/** Everything that a page was given, as it was sent. */
const raw = async (
  { multiplexer, server }: Bench,
  { clientId, name = '' }: ModelPage,
  id: string,
) => {
  const headers = { accept: 'text/event-stream', 'last-event-id': id };
  const request = new Request('https://app.test/events', { headers });
  const response = await multiplexer.join({ request, clientId, name, fetch: server.fetch });
  await settle();
  multiplexer.reset();
  return response.text();
};

describe.each([
  ['hides', false],
  ['shows', true],
])('after a reset, where the browser %s the last event ID', (_name, showsLastEventId) => {
  test('every page has been sent away, and nothing that it had is asked for or given again', async () => {
    const bench = new Bench({ join: 'replay' });
    const pages = [new ModelPage('a', showsLastEventId), new ModelPage('b', showsLastEventId)];
    await bench.joinAll(...pages);
    await bench.publish(2);
    await reset(bench);
    expect([bench.open, ...pages.map(({ readyState }) => readyState)]).toEqual([
      0,
      'connecting',
      'connecting',
    ]);
    bench.server.publish(2);
    await bench.joinAll(...pages);
    const late = await bench.join(new ModelPage('late', showsLastEventId));
    await bench.publish(1);
    expect(bench.attempts).toEqual([null, null]);
    for (const { log } of pages) expect(log).toEqual(['1', '2', GAP, '5']);
    expect(late.log).toEqual(['5']);
  });

  test('a page that was on its way back is not taken to where it stopped', async () => {
    const bench = new Bench();
    const page = await bench.join(new ModelPage('a', showsLastEventId));
    await bench.publish(2);
    await bench.drop();
    await reset(bench);
    bench.server.publish(2);
    await bench.join(page);
    await bench.publish(1);
    expect(bench.attempts).toEqual([null, null]);
    expect(page.log).toEqual(['1', '2', GAP, '5']);
  });

  test('a page goes on from there as ever', async () => {
    const bench = new Bench();
    const page = await bench.join(new ModelPage('a', showsLastEventId));
    await bench.publish(1);
    await reset(bench);
    await bench.join(page);
    await bench.publish(1);
    await bench.drop();
    bench.server.publish(1);
    await bench.join(page);
    expect(page.log).toEqual(['1', GAP, '2', '3']);
    expect(bench.attempts).toEqual([null, null, '2']);
  });

  test('what another worker has handed over is forgotten, too', async () => {
    const server = new ModelServer();
    const old = new Bench({}, server);
    const page = await old.join(new ModelPage('a', showsLastEventId));
    await old.publish(2);
    const next = new Bench({}, server);
    handOver(old, next);
    await reset(next);
    await next.join(page);
    await next.publish(1);
    expect(server.connections.map(({ lastEventId }) => lastEventId)).toEqual([null, null]);
    expect(page.log).toEqual(['1', '2', GAP, '3']);
  });

  test('and that it was is handed over', async () => {
    const server = new ModelServer();
    const old = new Bench({}, server);
    const [page, other] = [
      await old.join(new ModelPage('a', showsLastEventId)),
      await old.join(new ModelPage('b', showsLastEventId)),
    ];
    await old.publish(2);
    await reset(old);
    await old.join(other);
    const next = new Bench({}, server);
    handOver(old, next);
    await next.joinAll(page, other);
    await next.publish(1);
    expect(page.log).toEqual(['1', '2', GAP, '3']);
  });
});

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
    await reset(bench);
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
    await reset(bench);
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
    await reset(bench);
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
      await reset(bench);
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
    await reset(bench);
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
    await reset(bench);
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
    await reset(bench);
    await bench.joinAll(...two);
    expect(two.map(({ log }) => log)).toEqual([
      ['1', GAP],
      ['1', GAP],
    ]);
  });

  test('of nothing does nothing, however often', async () => {
    const bench = new Bench();
    await reset(bench);
    await reset(bench);
    const page = await bench.join('a');
    await bench.publish(1);
    await reset(bench);
    await reset(bench);
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
    await reset(bench);
    expect(bench.multiplexer.accepts(request())).toBe(true);
  });

  test('is remembered of every page, until its client is gone', async () => {
    const bench = new Bench({ gap: 'gap' });
    const pages = Array.from({ length: 1000 }, (_, index) => new ModelPage(`page ${index}`));
    await bench.joinAll(...pages);
    await reset(bench);
    await bench.pass(8 * 3600 * 1000);
    bench.positions.forget(new Set(['page 1']));
    await bench.joinAll(...pages);
    expect(pages.map(({ log }) => log.length)).toEqual(pages.map((_, n) => (n === 1 ? 0 : 1)));
  }, 60_000);
});

describe('a page that is back from a reset', () => {
  const sent = async (options: MultiplexerOptions, greeting: string): Promise<string> => {
    const server = new ModelServer(false);
    server.greeting = greeting;
    const bench = new Bench(options, server);
    const page = await bench.join('a');
    await reset(bench);
    return raw(bench, page, 'old');
  };

  test('is told to forget the ID that it holds, and of the gap', async () => {
    expect(await sent({}, 'data: new\n\n')).toBe(
      `id: \n\nevent: event-stream-gap\ndata: ${GAP}\n\ndata: new\n\n`,
    );
  });

  test('is told of no gap if none are to be told of', async () => {
    expect(await sent({ gap: false }, '')).toBe('id: \n\n');
  });

  test('may go by itself first, by the join policy', async () => {
    const bench = new Bench({ join: 'native' });
    const page = await bench.join(new ModelPage('a', true));
    await bench.publish(2);
    await reset(bench);
    await bench.join('b');
    await bench.publish(1);
    await bench.join(page);
    await bench.publish(1);
    expect(page.log).toEqual(['1', '2', GAP, '4']);
    expect(bench.attempts).toEqual([null, null, null]);
  });
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
