import { describe, expect, jest, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { settle } from '../testing/settle.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const event = (id: number): string => `id: ${id}\ndata: ${id}\n\n`;
const events = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => event(from + index)).join('');
const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);

/** A page that has been elsewhere and says so: its browser shows Last-Event-ID. */
function pageWith(lastEventId: string, clientId = 'old'): ModelPage {
  const page = new ModelPage(clientId, true);
  page.lastEventId = lastEventId;
  return page;
}

/**
 * A shared stream that keeps events 8 to 10 and so knows the places 7 to 10, a page on it, and one
 * that comes back from event 2 with an upstream of its own. What either connection brings is said by the test.
 */
async function detour() {
  const bench = new Bench({ replay: { events: 3 }, linger: 0 }, new ModelServer(false));
  const live = await bench.join('live');
  await bench.send(events(1, 10));
  const old = await bench.join(pageWith('2'));
  const [shared, separate] = bench.server.connections;
  if (!shared || !separate) throw new Error('Two connections were expected.');
  return {
    bench,
    live,
    old,
    onShared: async (text: string): Promise<void> => {
      bench.server.send(text, [shared]);
      await settle();
    },
    onSeparate: async (text: string): Promise<void> => {
      bench.server.send(text, [separate]);
      await settle();
    },
    shared,
    separate,
  };
}

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

describe('separate, then merged: one upstream, two, one', () => {
  test('the separate one behind: it meets an event that the shared stream keeps', async () => {
    const { bench, live, old, onShared, onSeparate } = await detour();
    await onSeparate(events(3, 6));
    expect([old.log.length, bench.open]).toEqual([4, 2]);
    await onSeparate(event(7));
    expect(bench.open).toBe(1);
    await onShared(events(11, 12));
    expect(old.log).toEqual(numbers(3, 12));
    expect(live.log).toEqual(numbers(1, 12));
  });

  test('the separate one ahead: the shared stream receives the event that came last on it', async () => {
    const { bench, live, old, onShared, onSeparate } = await detour();
    await onSeparate('data: what was missed\n\n');
    await onSeparate(events(11, 12));
    expect(bench.open).toBe(2);
    await onShared(event(11));
    expect(bench.open).toBe(2);
    await onShared(event(12));
    expect(bench.open).toBe(1);
    await onShared(event(13));
    expect(old.log).toEqual(['what was missed', '11', '12', '13']);
    expect(live.log).toEqual(numbers(1, 13));
  });

  test('all in one chunk: what is behind the meeting place comes from the shared stream, once', async () => {
    const { bench, old, onShared, onSeparate } = await detour();
    await onSeparate(events(3, 10));
    await onShared(event(11));
    await onSeparate(event(11));
    expect(old.log).toEqual(numbers(3, 11));
    expect(bench.open).toBe(1);
  });

  test('under load, with both sides cut into small chunks', async () => {
    const bench = new Bench({ replay: { events: 3 } });
    const live = await bench.join('live');
    await bench.publish(20);
    bench.server.chunkBytes = 5;
    const old = bench.join(pageWith('2'));
    for (let n = 0; n < 50; n++) bench.server.publish(1);
    const page = await old;
    await bench.publish(30);
    expect(page.log).toEqual(numbers(3, 100));
    expect(live.log).toEqual(numbers(1, 100));
    expect(bench.open).toBe(1);
  });

  test('before anything has come: what looks like a BOM is still part of a line', async () => {
    const bench = new Bench({ replay: { events: 3 } }, new ModelServer(false));
    const live = await bench.join('live');
    await bench.send(events(1, 10));
    const ahead = await bench.join(pageWith('11'));
    await bench.send(event(11), 'oldest');
    expect(bench.open).toBe(1);
    await bench.send('\uFEFFdata: of an unknown field\ndata: 12\n\n');
    expect(ahead.log).toEqual(['12']);
    expect(live.log).toEqual(numbers(1, 12));
  });

  test('not at an ID that stands twice', async () => {
    const { bench, old, onShared, onSeparate } = await detour();
    await onShared('id: twice\ndata: a\n\nid: twice\ndata: b\n\n');
    await onSeparate('id: twice\ndata: a\n\n');
    expect(bench.open).toBe(2);
    await onSeparate('id: twice\ndata: b\n\nid: once\ndata: c\n\n');
    await onShared('id: once\ndata: c\n\ndata: d\n\n');
    expect(old.log).toEqual(['a', 'b', 'c', 'd']);
    expect(bench.open).toBe(1);
  });

  test('not where the separate stream has gone on without an ID', async () => {
    const { bench, old, onShared, onSeparate } = await detour();
    await onSeparate('id: 11\ndata: 11\n\ndata: more\n\n');
    await onShared('id: 11\ndata: 11\n\ndata: more\n\n');
    expect(bench.open).toBe(2);
    await onSeparate(event(12));
    await onShared(event(12));
    await onShared(event(13));
    expect(old.log).toEqual(['11', 'more', '12', '13']);
    expect(bench.open).toBe(1);
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
    await bench.send(events(1, 2));
    await bench.drop();
    await bench.join(live);
    await bench.send(events(3, 10));

    await bench.join(old);
    await bench.send(events(3, 4), 'newest');
    await bench.drop('break', 'newest');
    expect([old.readyState, live.readyState]).toEqual(['connecting', 'open']);

    await bench.join(old);
    await bench.send(events(5, 9), 'newest');
    await bench.send(event(11));
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
    await onSeparate(events(3, 5));
    await bench.leave(live);
    expect([bench.open, shared.isOpen]).toEqual([1, false]);
    const second = await bench.join('second');
    await bench.pass(10_000);
    await onSeparate(events(6, 8));
    await bench.drop();
    await bench.join(second);
    await bench.join(old);
    await bench.send(event(9));
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
    await onShared(event(11));
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
