import { describe, expect, jest, test } from '@jest/globals';
import type { MultiplexerOptions } from '../options/MultiplexerOptions.js';
import { Bench } from '../testing/Bench.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const native = (options: MultiplexerOptions = {}, server = new ModelServer()): Bench =>
  new Bench({ join: 'native', ...options }, server);

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);

/** Each connection begins with a state, and events have no IDs. */
const stateServer = (): ModelServer => {
  const server = new ModelServer(false);
  server.greeting = 'data: state\n\n';
  return server;
};

describe('ten tabs that open one after the other', () => {
  test('share one connection once each has met; two are open meanwhile at most', async () => {
    const bench = native();
    const pages: ModelPage[] = [];
    for (let n = 1; n <= 10; n++) {
      pages.push(await bench.join(`tab ${n}`));
      await bench.publish(1);
    }
    expect([bench.open, bench.server.mostOpen]).toEqual([1, 2]);
    await bench.publish(1);
    pages.forEach(({ log }, index) => {
      expect(log).toEqual(numbers(index + 1, 11));
    });
  });

  test('share one without IDs as well, each a second later', async () => {
    const bench = native({}, new ModelServer(false));
    await bench.join('first');
    await bench.publish(1);
    for (let n = 2; n <= 10; n++) {
      await bench.join(`tab ${n}`);
      await bench.pass(1000);
    }
    expect([bench.open, bench.server.mostOpen]).toEqual([1, 2]);
  });

  test('have each what the server says at the start', async () => {
    const bench = native({}, stateServer());
    const pages: ModelPage[] = [];
    for (let n = 1; n <= 10; n++) {
      pages.push(await bench.join(`tab ${n}`));
      await bench.pass(1100);
    }
    await bench.send('data: a\n\n');
    for (const { log } of pages) expect(log).toEqual(['state', 'a']);
    expect([bench.open, bench.server.mostOpen]).toEqual([1, 2]);
  });
});

describe('the only tab, reloaded within linger', () => {
  test.each<[name: string, server: () => ModelServer, log: string[]]>([
    ['with IDs', () => new ModelServer(), ['2']],
    ['with a state at the start, without IDs', stateServer, ['state', '2']],
  ])('has what a new connection has, which becomes the stream: %s', async (_name, server, log) => {
    const bench = native({}, server());
    const before = await bench.join('before');
    await bench.publish(1);
    await bench.leave(before);
    const after = await bench.join('after');
    expect(bench.server.connections.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    await bench.pass(10_000);
    await bench.publish(1);
    expect([after.log, bench.open]).toEqual([log, 1]);
    await bench.leave(after);
    await bench.pass(1000);
    expect([bench.open, jest.getTimerCount()]).toEqual([0, 0]);
  });

  test('whose old connection had said nothing yet finds that', async () => {
    const bench = native({ linger: 500 }, new ModelServer(false));
    await bench.leave(await bench.join('before'));
    const after = await bench.join('after');
    await bench.pass(60_000);
    await bench.publish(1);
    expect([after.log, bench.attempts]).toEqual([['1'], [null]]);
  });

  test('whose server is away now keeps nothing of the old connection longer than linger', async () => {
    const bench = native();
    await bench.leave(await bench.join('before'));
    await bench.publish(1);
    bench.server.refusal = () => new TypeError('unreachable');
    const after = await bench.join('after');
    expect(after.error).toBeInstanceOf(TypeError);
    await bench.pass(1000);
    expect([bench.open, jest.getTimerCount()]).toEqual([0, 0]);
    bench.server.refusal = undefined;
    await bench.join(after);
    await bench.publish(1);
    expect([after.log, bench.open]).toEqual([['2'], 1]);
  });
});

describe('a tab whose connection becomes the stream', () => {
  test('has all that it says, once, also what came in one chunk with its place', async () => {
    const bench = native({}, new ModelServer(false));
    const first = await bench.join('first');
    await bench.send('id: 1\ndata: 1\n\n');
    await bench.drop();
    const late = await bench.join('late');
    await bench.send('id: 1\n\nid: 2\ndata: 2\n\nid: 3\ndata: 3\n\n');
    await bench.join(first);
    await bench.send('id: 4\ndata: 4\n\n');
    expect([first.log, late.log]).toEqual([numbers(1, 4), numbers(2, 4)]);
    expect([bench.attempts, bench.open]).toEqual([[null, null], 1]);
  });

  test('leaves those who do not come back to their IDs', async () => {
    const bench = native();
    const gone = await bench.join('gone');
    await bench.publish(1);
    await bench.drop();
    bench.server.publish(3);
    const [a, b] = [await bench.join('a'), await bench.join('b')];
    expect(bench.open).toBe(2);
    await bench.pass(8000);
    await bench.publish(1);
    expect([a.log, b.log, bench.open]).toEqual([['5'], ['5'], 1]);
    await bench.join(gone);
    await bench.publish(1);
    expect([gone.log, bench.open]).toEqual([numbers(1, 6), 1]);
    expect(bench.attempts).toEqual([null, null, null, '1']);
  });
});

describe('a server without IDs that ends each connection at once', () => {
  test('is asked no more often than natively, however many tabs there are', async () => {
    const bench = native({}, new ModelServer(false));
    const pages = Array.from({ length: 5 }, (_, n) => new ModelPage(`tab ${n}`));
    const rounds = 20;
    for (let round = 0; round < rounds; round++) {
      for (const page of pages) await bench.join(page);
      await bench.send('data: a\n\n');
      await bench.drop();
      expect(pages.map(({ readyState }) => readyState)).toEqual(pages.map(() => 'connecting'));
      await bench.pass(3000);
    }
    expect(bench.attempts.length).toBeLessThanOrEqual(rounds * pages.length);
  });

  test('nor where it ends them before the next tab asks', async () => {
    const bench = native({}, stateServer());
    const pages = Array.from({ length: 5 }, (_, n) => new ModelPage(`tab ${n}`));
    const rounds = 20;
    for (let round = 0; round < rounds; round++) {
      for (const page of pages) {
        await bench.join(page);
        await bench.drop();
      }
      await bench.pass(3000);
    }
    expect(bench.attempts.length).toBeLessThanOrEqual(rounds * pages.length);
    expect(bench.open).toBe(0);
  });
});

describe('opening', () => {
  test('shares a stream whose connections begin with words of their own', async () => {
    const bench = new Bench({ join: 'opening' }, new ModelServer(false));
    const pages: ModelPage[] = [];
    for (const name of ['a', 'b', 'c']) {
      bench.server.greeting = `data: you are ${name}\n\n`;
      pages.push(await bench.join(name));
      await bench.pass(1100);
    }
    expect(bench.open).toBe(1);
    await bench.publish(2);
    expect(pages.map(({ log }) => log)).toEqual(
      ['a', 'b', 'c'].map((name) => [`you are ${name}`, '1', '2']),
    );
    expect(bench.warn).not.toHaveBeenCalled();
  });
});

test('a slow tab does not make another one, which compares, lose or double events', async () => {
  for (const join of ['native', 'opening'] as const) {
    const bench = new Bench({ join, maxQueueBytes: 40 }, new ModelServer(false));
    const slow = new ModelPage('slow');
    slow.isReading = false;
    await bench.join(slow);
    for (let n = 0; n < 20; n++) await bench.publish(1);
    const late = await bench.join('late');
    await bench.publish(1);
    await bench.pass(5000);
    slow.readOn();
    for (let turn = 0; turn < 50; turn++) await bench.pass(0);
    await bench.publish(1);
    expect(late.log).toEqual(['21', '22']);
  }
});
