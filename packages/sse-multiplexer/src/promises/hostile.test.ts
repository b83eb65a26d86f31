import { describe, expect, jest, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { checkOptions } from '../options/checkOptions.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { settle } from '../testing/settle.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const event = (id: number): string => `id: ${id}\ndata: ${id}\n\n`;

test('a refusal of one who comes back does not make the others lose events', async () => {
  const bench = new Bench();
  const [a, c] = [new ModelPage('a'), new ModelPage('c')];
  await bench.joinAll(a, c);
  await bench.publish(2);
  await bench.drop();
  bench.server.refusal = () => new Response(null, { status: 503 });
  await bench.join(a);
  bench.server.refusal = undefined;
  bench.server.publish(2);
  await bench.join(c);
  await bench.publish(1);
  expect(c.log).toEqual(['1', '2', '3', '4', '5']);
});

test('a page on its way back that meets a stream whose upstream has dropped is not left without one', async () => {
  const bench = new Bench({}, new ModelServer(false));
  const a = await bench.join('a');
  await bench.send(event(5));
  const old = new ModelPage('b', true);
  old.lastEventId = '2';
  await bench.join(old);
  await bench.drop('end', 'oldest');
  await bench.leave(a);
  await bench.send(event(5), 'newest');
  await bench.send(event(6), 'newest');
  if (old.readyState === 'connecting') await bench.join(old);
  await bench.send(event(7));
  await bench.send(event(8));
  expect(bench.open).toBe(1);
  expect(old.log.slice(-2)).toEqual(['7', '8']);
});

test('a snapshot predicate that throws does not stop the stream, and is reported', async () => {
  const bench = new Bench({
    join: {
      snapshot: () => {
        throw new Error('predicate');
      },
    },
  });
  const page = await bench.join('a');
  await bench.publish(1);
  expect(page.log).toEqual(['1']);
  await expect(bench.pass(0)).rejects.toThrow('predicate');
});

test('a fetch that resolves with a network error is one', async () => {
  const bench = new Bench();
  bench.server.refusal = () => Response.error();
  const page = new ModelPage('a');
  const joined = page.connect(bench.multiplexer, bench.server.fetch).then(() => 'settled');
  expect(await Promise.race([joined, settle().then(() => 'hangs')])).toBe('settled');
});

test('with retry: 0 attempts that fail back off, too', async () => {
  const bench = new Bench({ reconnect: 'worker' });
  await bench.join('a');
  await bench.send('retry: 0\n\n');
  bench.server.refusal = () => new TypeError('down');
  await bench.drop();
  for (let n = 0; n < 100; n++) await bench.pass(1);
  expect(bench.attempts.length).toBeLessThan(20);
});

test('maxQueueBytes: 0 is an error: nothing could ever be sent', () => {
  expect(() => {
    checkOptions({ maxQueueBytes: 0 });
  }).toThrow('maxQueueBytes: expected a number from 1');
});

test('an event over maxBlockBytes on a separate upstream ends the sharing, too', async () => {
  const bench = new Bench({ maxBlockBytes: 50 }, new ModelServer(false));
  await bench.join('a');
  await bench.send(event(5));
  const old = new ModelPage('b', true);
  old.lastEventId = '2';
  await bench.join(old);
  await bench.send(`data: ${'x'.repeat(30)}`, 'newest');
  await bench.send('x'.repeat(30), 'newest');
  const headers = { accept: 'text/event-stream' };
  expect(bench.multiplexer.accepts(new Request('https://app.test/events', { headers }))).toBe(
    false,
  );
});

test('a server that ignores the ID every time is told of every time', async () => {
  const bench = new Bench({ reconnect: 'worker' }, new ModelServer(false));
  const page = await bench.join('a');
  await bench.send(`${event(1)}${event(2)}`);
  for (let n = 0; n < 2; n++) {
    await bench.drop();
    await bench.pass(3000);
    await bench.send(`${event(1)}${event(2)}`);
  }
  const gap = '{"reason":"resume-ignored"}';
  expect(page.log).toEqual(['1', '2', gap, '1', '2', gap, '1', '2']);
});

test('nothing older than replay.age is replayed', async () => {
  const bench = new Bench({ join: 'replay', replay: { age: 1000 } });
  await bench.join('a');
  await bench.publish(2);
  await bench.pass(50_000);
  expect((await bench.join('late')).log).toEqual([]);
});

test('a hand-over while a page is on its way back leaves no timer that ends the stream later', async () => {
  const bench = new Bench({ linger: 1000 }, new ModelServer(false));
  const a = await bench.join('a');
  await bench.send(event(5));
  const old = new ModelPage('b', true);
  old.lastEventId = '2';
  await bench.join(old);
  bench.multiplexer.handOver();
  await settle();
  await bench.join(a);
  await bench.send(event(6));
  await bench.pass(1000);
  await bench.pass(120_000);
  expect(a.readyState).toBe('open');
  await bench.leave(a);
  await bench.pass(1000);
  expect(bench.open).toBe(0);
});

test("with retry: 0 and reconnect: 'worker' a server that answers and ends at once is asked ever more rarely", async () => {
  const random = jest.spyOn(Math, 'random').mockReturnValue(0.5);
  const bench = new Bench({ reconnect: 'worker' }, new ModelServer(false));
  await bench.join('a');
  await bench.send('retry: 0\n\n');
  // What is no event does not show that the stream works.
  bench.server.greeting = ': welcome\n\n';
  const times: number[] = [];
  for (let second = 0; second < 60; second++) {
    for (let step = 0; step < 10; step++) {
      bench.server.drop('end');
      await bench.pass(100);
    }
    times.push(bench.attempts.length);
  }
  // 0, then half of 200, 400, 800, ... up to 30 s.
  expect(times.at(-1)).toBeLessThanOrEqual(12);
  bench.server.greeting = 'data: it works\n\n';
  await bench.pass(30_000);
  const { length } = bench.attempts;
  await bench.drop();
  await bench.pass(0);
  expect(bench.attempts).toHaveLength(length + 1);
  random.mockRestore();
});

describe('an answer that no page can be given as it stands', () => {
  const plain = { headers: { 'content-type': 'text/event-stream' } };
  const odd = (more: Readonly<Record<string, unknown>>): Response =>
    Object.defineProperties(
      new Response('odd', plain),
      Object.fromEntries(Object.entries(more).map(([name, value]) => [name, { value }])),
    );

  test.each([
    ['status 999', { status: 999 }, 599],
    ['a reason phrase with control characters', { status: 404, statusText: 'a\u0007b' }, 404],
  ])('%s refuses each of several pages', async (_name, more, status) => {
    const bench = new Bench({ join: 'native' });
    bench.server.refusal = () => odd(more);
    const pages = [new ModelPage('a'), new ModelPage('b')];
    await bench.joinAll(...pages);
    expect(pages.map(({ response }) => response?.status)).toEqual([status, status]);
    expect(await Promise.all(pages.map(async ({ response }) => response?.text()))).toEqual([
      'odd',
      'odd',
    ]);
  });

  test('a reason phrase with control characters opens a stream', async () => {
    const bench = new Bench({ join: 'native' });
    bench.server.refusal = () => odd({ statusText: 'O\u0000K' });
    const page = await bench.join('a');
    expect([page.readyState, page.response?.statusText]).toEqual(['connecting', '']);
  });

  test.each(['a plugin reads', 'a plugin has read'])('a body that %s is an error', async (what) => {
    const bench = new Bench({ join: 'native' });
    const answer = new Response('data: a\n\n', plain);
    if (what === 'a plugin reads') answer.body?.getReader();
    else await answer.text();
    bench.server.refusal = () => answer;
    const page = await bench.join('a');
    if (what === 'a plugin reads') expect(page.error).toBeInstanceOf(TypeError);
    bench.server.refusal = undefined;
    await bench.join(page);
    await bench.publish(1);
    expect([page.log, bench.open]).toEqual([['1'], 1]);
  });
});
