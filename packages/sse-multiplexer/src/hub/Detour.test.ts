import { describe, expect, jest, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { detour } from '../testing/detour.js';
import { eventText } from '../testing/eventText.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { numbers } from '../testing/numbers.js';
import { pageWith } from '../testing/pageWith.js';
import { settle } from '../testing/settle.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

test('a page whose place is not kept asks the server itself, with its own ID', async () => {
  const { bench } = await detour();
  expect(bench.attempts).toEqual([null, '2']);
  expect(bench.open).toBe(2);
});

describe('while its own upstream has not answered', () => {
  /** A page that comes back from event 5, to a shared stream that is behind it. */
  async function unanswered() {
    const bench = new Bench({ replay: { events: 1 }, linger: 0 });
    await bench.join('live');
    await bench.publish(3);
    const ahead = pageWith('5');
    let answer: (response: Response) => void = () => undefined;
    const joined = ahead.connect(
      bench.multiplexer,
      () => new Promise((resolve) => (answer = resolve)),
    );
    await settle();
    return { bench, ahead, joined, answer: (response: Response) => answer(response) };
  }

  test('a page waits for it, and then follows the shared stream from where that is', async () => {
    const { bench, ahead, joined, answer } = await unanswered();
    await bench.publish(2);
    expect(ahead.readyState).toBe('connecting');
    answer(
      new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } }),
    );
    await joined;
    await bench.publish(1);
    expect(ahead.log).toEqual(['6']);
  });

  test('a page is sent away, too, when the shared stream ends', async () => {
    const { bench, ahead, joined } = await unanswered();
    await bench.drop();
    await joined;
    await settle();
    expect(ahead.readyState).toBe('connecting');
    await bench.publish(3);
    await bench.join(ahead);
    expect(ahead.log).toEqual(['6']);
  });
});

describe('a page on its way back', () => {
  test.each([
    ['which shows Last-Event-ID', true],
    ['which hides Last-Event-ID', false],
  ])('in a browser %s goes on where it was when it drops again', async (_name, shows) => {
    const bench = new Bench({ replay: { events: 3 } }, new ModelServer(false));
    const [live, old] = [new ModelPage('live', shows), new ModelPage('old', shows)];
    await bench.joinAll(live, old);
    await bench.send(eventText(1, 2));
    await bench.drop();
    await bench.join(live);
    await bench.send(eventText(3, 10));

    await bench.join(old);
    await bench.send(eventText(3, 4), 'newest');
    await bench.drop('break', 'newest');
    expect([old.readyState, live.readyState]).toEqual(['connecting', 'open']);

    await bench.join(old);
    await bench.send(eventText(5, 9), 'newest');
    await bench.send(eventText(11));
    expect(bench.attempts).toEqual([null, '2', '2', '4']);
    expect([old.log, live.log]).toEqual([numbers(1, 11), numbers(1, 11)]);
    expect(bench.open).toBe(1);
  });

  test('that leaves takes its upstream with it', async () => {
    const { bench, live, old } = await detour();
    await bench.leave(old);
    expect(bench.open).toBe(1);
    await bench.leave(live);
    await bench.pass(0);
    expect([bench.open, jest.getTimerCount()]).toEqual([0, 0]);
  });

  test('gives its connection to the stream when nobody is on the shared one any more', async () => {
    const { bench, live, old, shared, onSeparate } = await detour();
    await onSeparate(eventText(3, 5));
    await bench.leave(live);
    expect([bench.open, shared.isOpen]).toEqual([1, false]);
    const second = await bench.join('second');
    await bench.pass(10_000);
    await onSeparate(eventText(6, 8));
    await bench.drop();
    await bench.join(second);
    await bench.join(old);
    await bench.send(eventText(9));
    expect([old.log, second.log]).toEqual([numbers(3, 9), numbers(6, 9)]);
    expect(bench.attempts).toEqual([null, '2', '8']);
  });

  test('that takes nothing holds its own upstream back, nobody else', async () => {
    const { bench, live, old, separate, onShared } = await detour();
    old.isReading = false;
    await settle();
    for (let n = 0; n < 50; n++) bench.server.send(`data: ${'x'.repeat(20_000)}\n\n`, [separate]);
    await settle();
    expect(bench.server.unread(separate)).toBeGreaterThan(20);
    await onShared(eventText(11));
    expect(live.log.at(-1)).toBe('11');
    old.readOn();
    for (let turn = 0; turn < 60; turn++) await settle();
    expect(bench.server.unread(separate)).toBe(0);
    expect(old.log).toHaveLength(50);
  });

  test('whose server cannot be reached has a network error, and is remembered', async () => {
    const bench = new Bench({ replay: { events: 1 } });
    const [live, hidden] = [await bench.join('live'), await bench.join('old')];
    await bench.publish(2);
    await bench.drop();
    await bench.join(live);
    await bench.publish(3);
    bench.server.refusal = () => new TypeError('unreachable');
    for (let attempt = 0; attempt < 3; attempt++) {
      await bench.join(hidden);
      expect(hidden.error).toBeInstanceOf(TypeError);
    }
    bench.server.refusal = undefined;
    await bench.join(hidden);
    await bench.publish(1);
    expect(hidden.log).toEqual(numbers(1, 6));
    expect(bench.open).toBe(1);
  });
});
