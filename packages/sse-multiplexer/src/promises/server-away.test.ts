import { describe, expect, jest, test } from '@jest/globals';
import { awayBlock } from '../wire/awayBlock.js';
import { Bench } from '../testing/Bench.js';
import { interpretEventStream } from '../testing/interpretEventStream.js';
import type { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { bytesOf, textOf } from '../testing/bytes.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const AWAY = 'event-stream-away';

const down = (): Error => new TypeError('unreachable');

/** What a page was told, with the server's events between. */
const told = ({ events }: ModelPage): string[] =>
  events.map(({ event, data }) => (event === AWAY ? JSON.stringify(JSON.parse(data)) : data));

const away = '{"isAway":true}';
const back = '{"isAway":false}';

describe("with reconnect: 'worker' a page is told that the server", () => {
  test('is away when the connection breaks, and back when it is open again, once each', async () => {
    const bench = new Bench({ reconnect: 'worker' });
    const pages = [await bench.join('a'), await bench.join('b')];
    await bench.publish(1);
    bench.server.refusal = down;
    await bench.drop('break');
    await bench.pass(20_000);
    expect(pages.map(told)).toEqual([
      ['1', away],
      ['1', away],
    ]);
    bench.server.refusal = undefined;
    bench.server.publish(1);
    await bench.pass(30_000);
    expect(pages.map(told)).toEqual([
      ['1', away, back, '2'],
      ['1', away, back, '2'],
    ]);
    expect(pages.map(({ lastEventId }) => lastEventId)).toEqual(['2', '2']);
  });

  test.each([
    ['cannot be reached', down],
    ['says 503', () => new Response('later', { status: 503 })],
  ])('is away when it has ended the stream and %s', async (_name, refusal) => {
    const bench = new Bench({ reconnect: 'worker' });
    const page = await bench.join('a');
    await bench.publish(1);
    bench.server.refusal = refusal;
    await bench.drop();
    expect(told(page)).toEqual(['1']);
    await bench.pass(3000);
    expect(told(page)).toEqual(['1', away]);
  });

  test('is away, when it comes meanwhile', async () => {
    const bench = new Bench({ reconnect: 'worker' });
    await bench.join('a');
    await bench.publish(1);
    bench.server.refusal = down;
    await bench.drop('break');
    const late = await bench.join('b');
    expect(told(late)).toEqual([away]);
    bench.server.refusal = undefined;
    bench.server.publish(1);
    await bench.pass(3000);
    expect(told(late)).toEqual([away, back, '2']);
  });
});

test.each([
  ['a server that ends a stream and answers the next attempt was never away', {}, 'end'],
  ['nobody is told under `away: false`', { away: false }, 'break'],
] as const)('%s', async (_name, more, how) => {
  const bench = new Bench({ reconnect: 'worker', ...more });
  const page = await bench.join('a');
  await bench.publish(1);
  await bench.drop(how);
  bench.server.publish(1);
  await bench.pass(3000);
  expect(told(page)).toEqual(['1', '2']);
});

test('pages that come back by themselves see it by themselves', async () => {
  const bench = new Bench();
  const page = await bench.join('a');
  await bench.publish(1);
  bench.server.refusal = down;
  await bench.drop('break');
  await bench.join(page);
  bench.server.refusal = undefined;
  await bench.join(page);
  expect(told(page)).toEqual(['1']);
});

test('the event is one of HTML, under the name that is configured, and leaves the last event ID', () => {
  const text = `id: 7\ndata: a\n\n${textOf(awayBlock('offline', true))}data: b\n\n`;
  expect(interpretEventStream(bytesOf(text))).toMatchObject({
    events: [
      { type: 'message', data: 'a', lastEventId: '7' },
      { type: 'offline', data: away, lastEventId: '7' },
      { type: 'message', data: 'b', lastEventId: '7' },
    ],
  });
});

describe('a page that comes while the worker waits to open the stream again', () => {
  const tired = (): Response =>
    new Response('later', { status: 503, headers: { 'retry-after': '3600' } });

  test('has it try at once', async () => {
    const bench = new Bench({ reconnect: 'worker' });
    const first = await bench.join('a');
    await bench.publish(1);
    bench.server.refusal = tired;
    await bench.drop();
    await bench.pass(3000);
    await bench.pass(600_000);
    expect(bench.attempts).toHaveLength(2);
    bench.server.refusal = undefined;
    bench.server.publish(1);
    const late = await bench.join('b');
    await bench.pass(0);
    expect([bench.attempts.length, told(first), told(late)]).toEqual([
      3,
      ['1', away, back, '2'],
      [away, back, '2'],
    ]);
  });

  test('has it try once in a reconnection time, however many come', async () => {
    const bench = new Bench({ reconnect: 'worker' });
    await bench.join('a');
    bench.server.refusal = tired;
    await bench.drop();
    await bench.pass(3000);
    const before = bench.attempts.length;
    for (let n = 0; n < 100; n++) {
      await bench.join(`late ${n}`);
      await bench.pass(300);
    }
    expect(bench.attempts.length - before).toBe(10);
  });

  test('by a connection of its own tries with that', async () => {
    const bench = new Bench({ reconnect: 'worker', join: 'native' });
    await bench.join('a');
    await bench.publish(1);
    bench.server.refusal = tired;
    await bench.drop();
    await bench.pass(3000);
    await bench.pass(600_000);
    const before = bench.attempts.length;
    const late = await bench.join('b');
    expect([late.response?.status, bench.attempts.length - before]).toEqual([503, 1]);
  });
});

describe("with reconnect: 'worker' and retry: 0", () => {
  const after = async (seconds: number, bench: Bench): Promise<number> => {
    const before = bench.attempts.length;
    for (let step = 0; step < seconds * 100; step++) {
      bench.server.drop('end');
      await bench.pass(10);
    }
    return bench.attempts.length - before;
  };

  test.each([
    ['nothing', ''],
    ['comments', ': hello\n\n'],
    ['IDs and reconnection times', 'id: 1\nretry: 0\n\n'],
  ])('a server that sends %s and ends is asked few times in three seconds', async (_, greeting) => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.5);
    const bench = new Bench({ reconnect: 'worker' }, new ModelServer(false));
    bench.server.greeting = greeting;
    await bench.join('a');
    await bench.send('retry: 0\n\n');
    expect(await after(3, bench)).toBeLessThanOrEqual(6);
    random.mockRestore();
  });

  test('one that has kept a stream for half a minute is asked at once again', async () => {
    const bench = new Bench({ reconnect: 'worker' }, new ModelServer(false));
    await bench.join('a');
    await bench.send('retry: 0\n\n');
    await after(3, bench);
    for (let n = 0; n < 2; n++) await bench.pass(30_000);
    expect(bench.open).toBe(1);
    const before = bench.attempts.length;
    await bench.drop();
    await bench.pass(0);
    expect(bench.attempts).toHaveLength(before + 1);
  });
});
