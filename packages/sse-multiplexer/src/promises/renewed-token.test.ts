import { describe, expect, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { ModelPage } from '../testing/ModelPage.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const pageWith = (token: string, showsLastEventId = false): ModelPage =>
  new ModelPage(`page ${token}`, showsLastEventId, `https://app.test/events?token=${token}`);

const benchOf = (options = {}): Bench =>
  new Bench({ ignoreURLParametersMatching: [/^token$/], ...options });

const tokens = (bench: Bench): (string | null)[] =>
  bench.server.connections.map(({ request }) => new URL(request.url).searchParams.get('token'));

/** From now on the server refuses these tokens, and says which one it was. */
const refuse = (bench: Bench, ...refused: string[]): void => {
  bench.server.refusal = ({ url }) => {
    const token = new URL(url).searchParams.get('token') ?? '';
    return refused.includes(token) ? new Response(token, { status: 401 }) : undefined;
  };
};

const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1));

describe('a page with a renewed token', () => {
  test('joins the stream that an older one has opened', async () => {
    const bench = benchOf();
    const [a, b] = [await bench.join(pageWith('old')), await bench.join(pageWith('new'))];
    await bench.publish(2);
    expect([a.log, b.log]).toEqual([numbers(2), numbers(2)]);
    expect(tokens(bench)).toEqual(['old']);
  });

  test.each([
    ['hidden', false],
    ['shown', true],
  ])(
    'takes it over when the server ends it, whoever is back first; last event ID %s',
    async (_name, showsLastEventId) => {
      const bench = benchOf();
      const a = await bench.join(pageWith('old', showsLastEventId));
      const b = await bench.join(pageWith('new', showsLastEventId));
      await bench.publish(2);
      refuse(bench, 'old');
      await bench.drop();
      bench.server.publish(2);
      await bench.join(a);
      await bench.join(b);
      await bench.publish(1);
      expect([a.log, b.log]).toEqual([numbers(5), numbers(5)]);
      expect(tokens(bench)).toEqual(['old', 'new']);
      expect(bench.attempts).toEqual([null, '2']);
    },
  );

  test("has it taken over by the worker's own reconnection, unnoticed", async () => {
    const bench = benchOf({ reconnect: 'worker' });
    const [a, b] = [await bench.join(pageWith('old')), await bench.join(pageWith('new'))];
    await bench.publish(2);
    refuse(bench, 'old');
    await bench.drop();
    bench.server.publish(2);
    await bench.pass(10_000);
    expect([a.log, b.log]).toEqual([numbers(4), numbers(4)]);
    expect([a.readyState, b.readyState]).toEqual(['open', 'open']);
    expect(tokens(bench)).toEqual(['old', 'new']);
  });

  test('brings a page in that is left with the old one', async () => {
    const bench = benchOf();
    const first = await bench.join(pageWith('old'));
    await bench.join(pageWith('new'));
    refuse(bench, 'old');
    await bench.drop();
    await bench.join(first);
    const late = new ModelPage('late', false, 'https://app.test/events?token=old#again');
    expect((await bench.join(late)).readyState).toBe('open');
    expect(tokens(bench)).toEqual(['old', 'new']);
  });
});

describe('a token that the server refuses', () => {
  test('is refused to its own page; the others go on, and lose nothing', async () => {
    const bench = benchOf();
    const [a, b, bad] = [pageWith('a'), pageWith('b'), pageWith('bad')];
    for (const page of [a, b, bad]) await bench.join(page);
    await bench.publish(2);
    refuse(bench, 'bad');
    await bench.drop();
    bench.server.publish(2);
    await bench.joinAll(a, b, bad);
    await bench.publish(1);
    expect([a.log, b.log, bad.log]).toEqual([numbers(5), numbers(5), numbers(2)]);
    expect([a, b, bad].map(({ readyState }) => readyState)).toEqual(['open', 'open', 'closed']);
    expect(await bad.response?.text()).toBe('bad');
    expect([tokens(bench), bench.open]).toEqual([['a', 'bad', 'b'], 1]);
  });

  test('is tried once for the others, although its page has gone', async () => {
    const bench = benchOf();
    const a = await bench.join(pageWith('a'));
    await bench.leave(await bench.join(pageWith('bad')));
    await bench.publish(1);
    refuse(bench, 'bad');
    for (let round = 0; round < 2; round++) {
      await bench.drop();
      bench.server.publish(1);
      await bench.join(a);
    }
    expect(a.log).toEqual(numbers(3));
    expect([tokens(bench), bench.attempts]).toEqual([
      ['a', 'bad', 'a', 'a'],
      [null, '1', '1', '2'],
    ]);
  });

  test('is asked for by its own page only while the stream goes on with another', async () => {
    const bench = benchOf();
    const [a, bad] = [await bench.join(pageWith('a')), await bench.join(pageWith('bad'))];
    refuse(bench, 'bad');
    await bench.drop();
    await bench.joinAll(a, bad);
    const again = await bench.join(pageWith('bad'));
    await bench.publish(1);
    expect([again.readyState, await again.response?.text()]).toEqual(['closed', 'bad']);
    expect([a.log, again.log]).toEqual([['1'], []]);
    expect(tokens(bench)).toEqual(['a', 'bad', 'a', 'bad']);

    bench.server.refusal = undefined;
    const accepted = await bench.join(pageWith('bad'));
    await bench.publish(1);
    expect([a.log, accepted.log, bench.open]).toEqual([numbers(2), ['2'], 1]);
    await bench.join(pageWith('bad'));
    expect(tokens(bench)).toEqual(['a', 'bad', 'a', 'bad', 'bad']);
  });

  test('does not pass for another one: each page is refused for its own, once', async () => {
    const bench = benchOf();
    const pages = ['a', 'b', 'c'].map((token) => pageWith(token));
    refuse(bench, 'a', 'b', 'c');
    await bench.joinAll(...pages);
    for (const { response, clientId } of pages) {
      expect(`page ${(await response?.text()) ?? ''}`).toBe(clientId);
    }
    expect(tokens(bench).sort()).toEqual(['a', 'b', 'c']);
    await bench.pass(600_000);
    expect(bench.attempts).toHaveLength(3);
  });

  test('reaches every page that has it, and is not shared afterwards', async () => {
    const bench = benchOf();
    const pages = [1, 2, 3].map(
      (page) => new ModelPage(`page ${page}`, false, 'https://app.test/events?token=a'),
    );
    refuse(bench, 'a');
    await bench.joinAll(...pages);
    expect(pages.map(({ response }) => response?.status)).toEqual([401, 401, 401]);
    expect(tokens(bench)).toEqual(['a']);
    bench.server.refusal = undefined;
    expect((await bench.join(pageWith('a'))).readyState).toBe('open');
  });

  test("ends the worker's own reconnection; the pages come back, each for itself", async () => {
    const bench = benchOf({ reconnect: 'worker' });
    const [a, bad] = [await bench.join(pageWith('a')), await bench.join(pageWith('bad'))];
    await bench.publish(1);
    refuse(bench, 'bad');
    await bench.drop();
    bench.server.publish(1);
    await bench.pass(10_000);
    expect([a.readyState, bad.readyState]).toEqual(['connecting', 'connecting']);
    await bench.joinAll(bad, a);
    await bench.publish(1);
    expect([a.log, bad.readyState]).toEqual([numbers(3), 'closed']);
    expect([tokens(bench), bench.open]).toEqual([['a', 'bad', 'a', 'bad'], 1]);
  });
});
