import { describe, expect, jest, test } from '@jest/globals';
import { EventStreamMultiplexer } from '../sharing/EventStreamMultiplexer.js';
import { Bench } from '../testing/Bench.js';
import { bytesOf } from '../testing/bytes.js';
import { collectGarbage } from '../testing/collectGarbage.js';
import { modelPages } from '../testing/modelPages.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

describe('when the last page has left', () => {
  test('no upstream and no timer is left', async () => {
    const bench = new Bench({ linger: 1000, silence: 5000 });
    const two = modelPages(2);
    await bench.joinAll(...two);
    await bench.publish(5);
    await bench.leave(...two);
    await bench.pass(1000);
    expect(bench.open).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('nothing is left of pages that were sent away and never came back, either', async () => {
    const bench = new Bench({ replay: { age: 60_000 } });
    await bench.joinAll(...modelPages(3));
    await bench.publish(5);
    await bench.drop('break');
    expect(jest.getTimerCount()).toBe(1);
    await bench.pass(60_000);
    expect([bench.open, jest.getTimerCount()]).toEqual([0, 0]);
  });

  test('and no memory: the stream is forgotten while the multiplexer lives on', async () => {
    const { multiplexer } = new Bench({ linger: 0 });
    const headers = { 'content-type': 'text/event-stream' };
    const body = (): ReadableStream =>
      new ReadableStream({ start: (c) => c.enqueue(bytesOf(':\n')) });
    const comeAndGo = async (): Promise<WeakRef<Request>> => {
      const request = new Request('https://app.test/events');
      const fetch = (): Promise<Response> => Promise.resolve(new Response(body(), { headers }));
      const response = await multiplexer.join({ request, clientId: 'page', fetch });
      await response.body?.cancel();
      return new WeakRef(request);
    };
    const request = await comeAndGo();
    jest.runAllTimers();
    await collectGarbage();
    expect(request.deref()?.url).toBeUndefined();
    expect(multiplexer).toBeInstanceOf(EventStreamMultiplexer);
  });

  test('a page that comes then begins anew', async () => {
    const bench = new Bench({ linger: 0, join: 'replay' });
    await bench.leave(await bench.join('a'));
    await bench.publish(3);
    await bench.pass(0);
    const late = await bench.join('b');
    await bench.publish(1);
    expect(late.log).toEqual(['4']);
    expect(bench.attempts).toEqual([null, null]);
  });
});
