import { describe, expect, jest, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { ModelPage } from '../testing/ModelPage.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const worker = () => new Bench({ reconnect: 'worker', away: false });

describe("with reconnect: 'worker'", () => {
  test.each(['end', 'break', 'mid-block'] as const)(
    'pages notice nothing of a drop (%s), and lose nothing',
    async (how) => {
      const bench = worker();
      const pages = [await bench.join('a'), await bench.join('b')];
      await bench.publish(3);
      await bench.drop(how);
      bench.server.publish(2);
      expect(pages.map(({ readyState }) => readyState)).toEqual(['open', 'open']);
      await bench.pass(3000);
      await bench.publish(1);
      for (const { log, readyState } of pages) {
        expect([...log, readyState]).toEqual(['1', '2', '3', '4', '5', '6', 'open']);
      }
      expect(bench.attempts).toEqual([null, '3']);
    },
  );

  test("the first attempt comes after the server's reconnection time, or three seconds", async () => {
    const bench = worker();
    await bench.join('a');
    await bench.drop();
    await bench.pass(2999);
    expect(bench.attempts).toHaveLength(1);
    await bench.pass(1);
    expect(bench.attempts).toHaveLength(2);
    await bench.send('retry: 10000\ndata: a\n\n');
    await bench.drop();
    await bench.pass(9999);
    expect(bench.attempts).toHaveLength(2);
    await bench.pass(1);
    expect(bench.attempts).toHaveLength(3);
  });

  test('attempts that fail back off with jitter; the first event starts anew', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.5);
    const bench = worker();
    const page = await bench.join('a');
    await bench.publish(1);
    bench.server.refusal = () => new TypeError('unreachable');
    await bench.drop();
    // 3 s; then half of 6, 12, 24, 30, 30 s.
    for (const delay of [3000, 3000, 6000, 12_000, 15_000, 15_000]) {
      const before = bench.attempts.length;
      await bench.pass(delay - 1);
      expect(bench.attempts).toHaveLength(before);
      await bench.pass(1);
      expect(bench.attempts).toHaveLength(before + 1);
    }
    bench.server.refusal = undefined;
    bench.server.publish(1);
    await bench.pass(15_000);
    expect(page.log).toEqual(['1', '2']);
    const before = bench.attempts.length;
    await bench.drop();
    await bench.pass(3000);
    expect(bench.attempts).toHaveLength(before + 1);
    random.mockRestore();
  });

  test.each([429, 500, 502, 503, 504])(
    'status %d is tried again, and subscribers stay',
    async (status) => {
      const bench = worker();
      const page = await bench.join('a');
      await bench.publish(1);
      bench.server.refusal = () => new Response('later', { status });
      await bench.drop();
      await bench.pass(3000);
      expect([bench.attempts.length, page.readyState]).toEqual([2, 'open']);
      bench.server.refusal = undefined;
      bench.server.publish(1);
      await bench.pass(6000);
      expect([page.log, page.readyState]).toEqual([['1', '2'], 'open']);
    },
  );

  test('not before Retry-After has passed', async () => {
    const bench = worker();
    await bench.join('a');
    bench.server.refusal = () =>
      new Response('later', { status: 503, headers: { 'retry-after': '60' } });
    await bench.drop();
    await bench.pass(3000);
    await bench.pass(59_999);
    expect(bench.attempts).toHaveLength(2);
    await bench.pass(1);
    expect(bench.attempts).toHaveLength(3);
  });

  test('a refused attempt leaves no connection behind', async () => {
    const bench = worker();
    const signals: AbortSignal[] = [];
    await bench.join('a');
    bench.server.refusal = ({ signal }) => {
      signals.push(signal);
      return new Response(new ReadableStream(), { status: 503 });
    };
    await bench.drop();
    await bench.pass(3000);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test.each([
    ['204', () => new Response(null, { status: 204 })],
    ['404', () => new Response('gone', { status: 404 })],
    ['200 with another type', () => new Response('<p>Log in.</p>')],
  ])('%s is final: pages are sent away, and hear it from the server', async (_name, refusal) => {
    const bench = worker();
    const page = await bench.join('a');
    await bench.publish(1);
    bench.server.refusal = refusal;
    await bench.drop();
    await bench.pass(3000);
    expect(page.readyState).toBe('connecting');
    await bench.pass(600_000);
    expect(bench.attempts).toHaveLength(2);
    await bench.join(page);
    expect(page.response?.status).toBe(refusal().status);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('a page that comes meanwhile gets what all get', async () => {
    const bench = worker();
    const first = await bench.join('a');
    await bench.publish(2);
    await bench.drop();
    const late = await bench.join('b');
    expect(late.readyState).toBe('open');
    bench.server.publish(1);
    await bench.pass(3000);
    expect([first.log, late.log]).toEqual([['1', '2', '3'], ['3']]);
    expect(bench.attempts).toEqual([null, '2']);
  });

  test.each([
    ['before the attempt', 1000],
    ['while it is under way', 3000],
  ])('when the last page leaves %s, no attempt and no timer is left', async (_name, delay) => {
    const bench = worker();
    const page = await bench.join('a');
    const signals: AbortSignal[] = [];
    bench.server.refusal = ({ signal }) => {
      signals.push(signal);
      return undefined;
    };
    await bench.drop();
    jest.advanceTimersByTime(delay);
    await bench.leave(page);
    await bench.pass(60_000);
    expect(signals.filter(({ aborted }) => !aborted)).toEqual([]);
    expect([bench.open, jest.getTimerCount()]).toEqual([0, 0]);
  });

  test('a server that cannot be reached at first is an error, as without a worker', async () => {
    const bench = worker();
    bench.server.refusal = () => new TypeError('unreachable');
    const page = await bench.join(new ModelPage('a'));
    expect(page.error).toBeInstanceOf(TypeError);
    await bench.pass(60_000);
    expect(bench.attempts).toHaveLength(1);
  });
});

describe('silence', () => {
  test('an upstream that sends nothing for so long is dead; its pages come back without loss', async () => {
    const bench = new Bench({ silence: 5000 });
    const page = await bench.join('a');
    await bench.publish(1);
    await bench.pass(4999);
    expect([bench.open, page.readyState]).toEqual([1, 'open']);
    await bench.pass(1);
    expect([bench.open, page.readyState]).toEqual([0, 'connecting']);
    bench.server.publish(1);
    await bench.join(page);
    expect(page.log).toEqual(['1', '2']);
    expect(bench.attempts).toEqual([null, '1']);
  });

  test('comments count, and half an event, too', async () => {
    const bench = new Bench({ silence: 5000 });
    const page = await bench.join('a');
    for (const text of [':\n', 'da', 'ta: a', '\n\n', ': keep-alive\n\n']) {
      await bench.pass(4999);
      await bench.send(text);
    }
    expect([page.readyState, page.log]).toEqual(['open', ['a']]);
    await bench.pass(5000);
    expect(page.readyState).toBe('connecting');
  });

  test('with the worker reconnecting, pages notice nothing', async () => {
    const bench = new Bench({ silence: 5000, reconnect: 'worker', away: false });
    const page = await bench.join('a');
    await bench.publish(1);
    await bench.pass(5000);
    bench.server.publish(1);
    await bench.pass(3000);
    expect([page.readyState, page.log, bench.open]).toEqual(['open', ['1', '2'], 1]);
  });

  test('0 waits for ever', async () => {
    const bench = new Bench();
    const page = await bench.join('a');
    await bench.pass(24 * 3600 * 1000);
    expect(page.readyState).toBe('open');
  });

  test('a slow page is no silence of the server', async () => {
    const bench = new Bench({ silence: 5000, maxQueueBytes: 40 });
    const slow = new ModelPage('a');
    slow.isReading = false;
    await bench.join(slow);
    await bench.publish(30);
    await bench.pass(60_000);
    slow.readOn();
    await bench.pass(0);
    expect([slow.readyState, bench.open]).toEqual(['open', 1]);
  });
});
