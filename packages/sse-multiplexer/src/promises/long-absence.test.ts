import { describe, expect, jest, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const MINUTE = 60_000;

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);

const gap = (reason: string): string => JSON.stringify({ reason });

describe.each([
  ['10 minutes', 10 * MINUTE],
  ['8 hours', 480 * MINUTE],
])('for %s', (_name, time) => {
  test.each([
    ['hides', false],
    ['shows', true],
  ])('the server is away, and a browser %s Last-Event-ID: nothing is lost', async (_how, shows) => {
    const bench = new Bench({ join: 'native' });
    const pages = [new ModelPage('a', shows), new ModelPage('b', shows)];
    await bench.joinAll(...pages);
    await bench.publish(4);
    bench.server.refusal = () => new TypeError('unreachable');
    await bench.drop();
    for (let attempt = 0; attempt < 20; attempt++) {
      for (const page of pages) await bench.join(page);
      await bench.pass(time / 20);
    }
    bench.server.publish(3);
    bench.server.refusal = undefined;
    const before = bench.attempts.length;
    for (const page of pages) await bench.join(page);
    await bench.publish(1);
    for (const { log } of pages) expect(log).toEqual(numbers(1, 8));
    expect([bench.attempts.slice(before, before + 1), bench.open]).toEqual([['4'], 1]);
  });

  test('a tab is frozen, while another one stays: it goes on where it stopped', async () => {
    const bench = new Bench({ join: 'native', replay: { events: 3 } });
    const [frozen, awake] = [await bench.join('frozen'), await bench.join('awake')];
    await bench.publish(2);
    bench.multiplexer.letGo(new Set(['frozen']));
    for (let n = 0; n < 10; n++) {
      await bench.publish(1);
      await bench.pass(time / 10);
    }
    await bench.join(frozen);
    await bench.publish(1);
    expect([frozen.log, awake.log]).toEqual([numbers(1, 13), numbers(1, 13)]);
    expect(bench.open).toBe(1);
  });

  test('the only tab is frozen: the upstream is stopped, and asked to go on later', async () => {
    const bench = new Bench({ join: 'native' });
    const frozen = await bench.join('frozen');
    await bench.publish(2);
    bench.multiplexer.letGo(new Set(['frozen']));
    await bench.pass(time);
    expect([bench.open, jest.getTimerCount()]).toEqual([0, 0]);
    bench.server.publish(2);
    await bench.join(frozen);
    await bench.publish(1);
    expect([frozen.log, bench.attempts]).toEqual([numbers(1, 5), [null, '2']]);
  });

  test('without IDs a frozen tab is told of what is missing', async () => {
    const bench = new Bench({ join: 'native' }, new ModelServer(false));
    const [frozen, awake] = [await bench.join('frozen'), await bench.join('awake')];
    await bench.publish(2);
    bench.multiplexer.letGo(new Set(['frozen']));
    await bench.publish(2);
    await bench.pass(time);
    await bench.publish(1);
    await bench.join(frozen);
    await bench.publish(1);
    expect(awake.log).toEqual(numbers(1, 6));
    expect(frozen.log).toEqual(['1', '2', gap('replay-exceeded'), '6']);
  });

  test.each([
    ['forward', 1],
    ['back', -1],
  ])('the clock is set %s: a place is known by no clock', async (_how, sign) => {
    const bench = new Bench({ join: 'native' });
    const [a, b] = [new ModelPage('a'), new ModelPage('b')];
    await bench.joinAll(a, b);
    await bench.publish(2);
    await bench.drop();
    jest.setSystemTime(Date.now() + sign * time);
    await bench.join(a);
    await bench.publish(2);
    jest.setSystemTime(Date.now() + sign * time);
    await bench.join(b);
    await bench.publish(1);
    expect([a.log, b.log]).toEqual([numbers(1, 5), numbers(1, 5)]);
    expect(bench.attempts).toEqual([null, '2']);
  });
});

test('a server says retry: 125000: its pages come back after that, and go on', async () => {
  const bench = new Bench({ join: 'native' });
  const pages = [await bench.join('a'), await bench.join('b')];
  await bench.send('retry: 125000\n\n');
  await bench.publish(3);
  await bench.drop();
  bench.server.publish(2);
  await bench.pass(125_000);
  for (const page of pages) await bench.join(page);
  await bench.publish(1);
  for (const { log } of pages) expect(log).toEqual(numbers(1, 6));
});

test('two tabs; the server refuses all for 135 s while three events are published', async () => {
  const bench = new Bench({ join: 'native' });
  const pages = [await bench.join('a'), await bench.join('b')];
  await bench.publish(3);
  bench.server.refusal = () => new TypeError('unreachable');
  await bench.drop();
  for (let second = 0; second < 135; second += 3) {
    for (const page of pages) await bench.join(page);
    if (second % 45 === 0) bench.server.publish(1);
    await bench.pass(3000);
  }
  bench.server.refusal = undefined;
  for (const page of pages) await bench.join(page);
  await bench.publish(1);
  for (const { log } of pages) expect(log).toEqual(numbers(1, 7));
  expect(bench.attempts.slice(-1)).toEqual(['3']);
});
