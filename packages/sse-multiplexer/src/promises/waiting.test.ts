import { describe, expect, jest, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { ModelPage } from '../testing/ModelPage.js';
import { settle } from '../testing/settle.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

/** A server that answers nobody, until it is told to. */
function silentServer() {
  const signals: AbortSignal[] = [];
  const answers: ((response: Response) => void)[] = [];
  return {
    fetch: ({ signal }: Request): Promise<Response> => {
      signals.push(signal);
      return new Promise((resolve) => answers.push(resolve));
    },
    answer: async (): Promise<void> => {
      const headers = { 'content-type': 'text/event-stream' };
      for (const resolve of answers) resolve(new Response(new ReadableStream(), { headers }));
      await settle();
    },
    get waiting(): number {
      return signals.filter(({ aborted }) => !aborted).length;
    },
  };
}

describe('pages that wait for the first answer', () => {
  test('may leave: the last one aborts the request, and nothing is left', async () => {
    const [bench, server] = [new Bench({ join: 'native' }), silentServer()];
    const pages = ['a', 'b', 'c'].map((id) => new ModelPage(id));
    const joined = pages.map((page) => page.connect(bench.multiplexer, server.fetch));
    await settle();
    expect(bench.multiplexer.clientIds).toEqual(new Set(['a', 'b', 'c']));
    for (const [index, page] of pages.entries()) {
      expect(server.waiting).toBe(1);
      await page.vanish();
      expect(bench.multiplexer.clientIds.size).toBe(2 - index);
    }
    await Promise.all(joined);
    expect([server.waiting, jest.getTimerCount()]).toEqual([0, 0]);
    expect(bench.multiplexer.inspect().streams).toEqual([]);
    for (const { error } of pages) expect(error).toMatchObject({ name: 'AbortError' });
  });

  test('may leave, and the others are answered', async () => {
    const [bench, server] = [new Bench({ join: 'native' }), silentServer()];
    const [gone, stays] = [new ModelPage('gone'), new ModelPage('stays')];
    const joined = [gone, stays].map((page) => page.connect(bench.multiplexer, server.fetch));
    await settle();
    await gone.vanish();
    await server.answer();
    await Promise.all(joined);
    expect([server.waiting, stays.readyState]).toEqual([1, 'open']);
    expect(bench.multiplexer.clientIds).toEqual(new Set(['stays']));
  });

  test('and one that comes after all have left begins anew', async () => {
    const [bench, server] = [new Bench({ join: 'native' }), silentServer()];
    const gone = new ModelPage('gone');
    const joined = gone.connect(bench.multiplexer, server.fetch);
    await settle();
    await gone.vanish();
    await joined;
    const page = await bench.join('page');
    await bench.publish(1);
    await server.answer();
    expect([page.log, bench.open]).toEqual([['1'], 1]);
  });

  test('and that leave after they were answered are not waited for twice', async () => {
    const bench = new Bench({ join: 'native', linger: 0 });
    const page = await bench.join('a');
    await page.vanish();
    await bench.pass(0);
    expect([bench.open, jest.getTimerCount()]).toEqual([0, 0]);
  });
});

describe('a page that waits for a connection of its own', () => {
  test('may leave, which aborts that; the shared one stays', async () => {
    const [bench, server] = [new Bench({ join: 'native' }), silentServer()];
    const first = await bench.join('first');
    await bench.publish(1);
    const late = new ModelPage('late');
    const joined = late.connect(bench.multiplexer, server.fetch);
    await settle();
    expect(server.waiting).toBe(1);
    await late.vanish();
    await joined;
    await bench.publish(1);
    expect([server.waiting, bench.open, first.log]).toEqual([0, 1, ['1', '2']]);
    expect(late.error).toMatchObject({ name: 'AbortError' });
  });

  test('keeps its place if it leaves before it was given anything', async () => {
    const [bench, server] = [new Bench({ join: 'native', replay: { events: 1 } }), silentServer()];
    const [page, other] = [await bench.join('page'), await bench.join('other')];
    await bench.publish(2);
    await bench.drop();
    await bench.join(other);
    await bench.publish(3);
    const joined = page.connect(bench.multiplexer, server.fetch);
    await settle();
    await page.vanish();
    await joined;
    expect(bench.positions.get(page.name ?? '', 'page')).toMatchObject({ lastEventId: '2' });
  });

  test('is the last one: the shared one is not kept for it', async () => {
    const [bench, server] = [new Bench({ join: 'native' }), silentServer()];
    const first = await bench.join('first');
    await bench.publish(1);
    const late = new ModelPage('late');
    const joined = late.connect(bench.multiplexer, server.fetch);
    await bench.leave(first);
    await late.vanish();
    await joined;
    await bench.pass(1000);
    expect([bench.open, server.waiting, jest.getTimerCount()]).toEqual([0, 0, 0]);
  });
});

describe('a server that never answers', () => {
  test('with `silence` is taken for one that cannot be reached', async () => {
    const [bench, server] = [new Bench({ join: 'native', silence: 5000 }), silentServer()];
    const pages = [new ModelPage('a'), new ModelPage('b')];
    const joined = pages.map((page) => page.connect(bench.multiplexer, server.fetch));
    await settle();
    await bench.pass(4999);
    expect(server.waiting).toBe(1);
    await bench.pass(1);
    await Promise.all(joined);
    expect([server.waiting, jest.getTimerCount()]).toEqual([0, 0]);
    for (const { error } of pages) expect(error).toBeInstanceOf(TypeError);
  });

  test('for the worker itself is given up after a minute, and asked again', async () => {
    const bench = new Bench({ reconnect: 'worker', away: false });
    const page = await bench.join('a');
    await bench.publish(1);
    const asked: AbortSignal[] = [];
    bench.server.refusal = ({ signal }) => {
      asked.push(signal);
      return new Promise(() => undefined);
    };
    await bench.drop();
    await bench.pass(3000);
    await bench.pass(59_999);
    expect(asked.map(({ aborted }) => aborted)).toEqual([false]);
    await bench.pass(1);
    expect(asked.map(({ aborted }) => aborted)).toEqual([true]);
    bench.server.refusal = undefined;
    bench.server.publish(1);
    await bench.pass(6000);
    expect([page.log, page.readyState]).toEqual([['1', '2'], 'open']);
  });
});
