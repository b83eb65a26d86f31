import { describe, expect, test } from '@jest/globals';
import type { JoinPolicy } from '../options/MultiplexerOptions.js';
import { Bench } from '../testing/Bench.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);

describe.each([
  ['hides', false],
  ['shows', true],
])('EventSources A and B of one page on one URL; its browser %s Last-Event-ID', (_name, shows) => {
  const one = (): ModelPage => new ModelPage('page', shows);

  /** Both have 1 to 3, and are away. */
  const bothAway = async (join: JoinPolicy = 'native') => {
    const bench = new Bench({ join });
    const [a, b] = [one(), one()];
    await bench.joinAll(a, b);
    await bench.publish(3);
    await bench.drop();
    return { bench, a, b };
  };

  test('A closes while it is away: B goes on where B was, over another drop, too', async () => {
    const { bench, a, b } = await bothAway();
    await a.leave();
    bench.server.publish(2);
    await bench.join(b);
    await bench.publish(1);
    await bench.drop();
    await bench.join(b);
    await bench.publish(2);
    expect([a.log, b.log]).toEqual([numbers(1, 3), numbers(1, 8)]);
    expect(bench.attempts).toEqual([null, '3', '6']);
  });

  test.each([
    ['A comes back first', true],
    ['B comes back first', false],
  ])('both away, at different places: %s', async (_order, isAFirst) => {
    const bench = new Bench({ join: 'native' });
    const [a, b] = [one(), one()];
    await bench.joinAll(a, b);
    await bench.publish(2);
    bench.multiplexer.oldest[0]?.sendAway();
    await bench.publish(2);
    await bench.drop();
    bench.server.publish(1);
    for (const page of isAFirst ? [a, b] : [b, a]) await bench.join(page);
    await bench.publish(1);
    expect([a.log, b.log]).toEqual([numbers(1, 6), numbers(1, 6)]);
    expect(bench.open).toBe(1);
  });

  test.each([
    ['before', true],
    ['after', false],
  ])(
    'A is away, B is opened %s A comes back: B is new, A loses nothing',
    async (_when, isBefore) => {
      const bench = new Bench({ join: 'native' });
      const a = await bench.join(one());
      await bench.publish(2);
      await bench.drop();
      bench.server.publish(2);
      const b = one();
      for (const page of isBefore ? [b, a] : [a, b]) await bench.join(page);
      await bench.publish(1);
      expect([a.log, b.log]).toEqual([numbers(1, 5), ['5']]);
      // Nobody asked the server after an ID on behalf of B.
      expect([...bench.attempts].sort()).toEqual(['2', null, null]);
      expect(bench.open).toBe(1);
    },
  );

  test('A is closed on an error and B opened in its place: what the server gives a new connection', async () => {
    const bench = new Bench({ join: 'native' });
    bench.server.greeting = 'data: snapshot\n\n';
    const a = await bench.join(one());
    await bench.publish(2);
    await bench.drop();
    await a.leave();
    const b = await bench.join(one());
    await bench.publish(1);
    expect(b.log).toEqual(['snapshot', '3']);
    expect(bench.attempts).toEqual([null, null]);
  });

  test.each<[join: JoinPolicy, log: string[]]>([
    ['native', ['6']],
    ['opening', ['6']],
    ['live', ['6']],
    [{ snapshot: 'state' }, ['6']],
    // What it asks for is what was there before it.
    ['replay', numbers(1, 6)],
  ])(
    'both are closed while they are away: a third one has what the policy says: %j',
    async (join, log) => {
      const { bench, a, b } = await bothAway(join);
      await Promise.all([a.leave(), b.leave()]);
      bench.server.publish(2);
      const c = await bench.join(one());
      await bench.publish(1);
      expect(c.log).toEqual(log);
      if (join !== 'replay') expect(bench.attempts).toEqual([null, null]);
    },
  );

  test('A stays, B comes and goes any number of times', async () => {
    const bench = new Bench({ join: 'native' });
    const a = await bench.join(one());
    for (let times = 0; times < 20; times++) {
      const b = await bench.join(one());
      await bench.publish(1);
      expect(b.log).toEqual([`${times + 1}`]);
      await bench.leave(b);
    }
    expect([a.log, bench.open]).toEqual([numbers(1, 20), 1]);
  });
});

test('a page fetches its state while its EventSource is closed, and opens anew: no event comes twice', async () => {
  const bench = new Bench({ join: 'native' });
  const before = await bench.join('page');
  await bench.publish(2);
  await bench.drop();
  await before.leave();
  bench.server.publish(3);
  await bench.pass(4000);
  const after = await bench.join('page');
  await bench.publish(1);
  expect([...numbers(1, 5), ...after.log]).toEqual(numbers(1, 6));
});

test('a tab that is copied brings the name of the other one: it is another EventSource', async () => {
  const bench = new Bench({ join: 'native' });
  const page = await bench.join('page');
  await bench.publish(2);
  await bench.drop();
  const copy = new ModelPage('copy');
  copy.name = page.name;
  await bench.join(copy);
  await bench.publish(1);
  expect(copy.log).toEqual(['3']);
});

test('without IDs two EventSources of a page that stopped at different places each go on at their own', async () => {
  const bench = new Bench({ join: 'native', linger: 0 }, new ModelServer(false));
  const [a, b, other] = [new ModelPage('page'), new ModelPage('page'), new ModelPage('other')];
  await bench.joinAll(a, b, other);
  await bench.publish(2);
  bench.multiplexer.oldest[0]?.sendAway();
  await bench.publish(1);
  bench.multiplexer.oldest[0]?.sendAway();
  await bench.publish(1);
  await bench.join(b);
  await bench.join(a);
  await bench.publish(1);
  for (const { log } of [a, b, other]) expect(log).toEqual(numbers(1, 5));
});

describe('SDKs that close their EventSource when it breaks, and make another one', () => {
  test.each([
    ['that is not resumed, share from the start', { resume: false } as const, 1],
    ['share as soon as nobody is awaited any more', {}, 3],
  ])('%s', async (_name, options, connections) => {
    const bench = new Bench({ join: 'live', ...options });
    await bench.joinAll(...['a', 'b', 'c'].map((client) => new ModelPage(client)));
    await bench.publish(2);
    await bench.drop();
    bench.server.publish(1);
    const anew = ['a', 'b', 'c'].map((client) => new ModelPage(client));
    for (const page of anew) await bench.join(page);
    await bench.publish(1);
    expect(bench.open).toBe(connections);
    await bench.pass(10_000);
    expect(bench.open).toBe(1);
    await bench.publish(1);
    for (const { log } of anew) expect(log).toEqual(['4', '5']);
  });
});
