import { describe, expect, jest, test } from '@jest/globals';
import { HiddenPages } from './HiddenPages.js';
import { Subscriber, type SubscriberOptions } from './Subscriber.js';
import { bytesOf, textOf } from '../testing/bytes.js';
import { settle } from '../testing/settle.js';
import { useFakeTime } from '../testing/useFakeTime.js';

const KIB = 1024;

const subscribe = (
  maxQueueBytes = 4 * KIB * KIB,
  { seesBreaks = false, hiddenPages }: Partial<SubscriberOptions> = {},
) => {
  const onLeave = jest.fn<(subscriber: Subscriber) => void>();
  const onDrain = jest.fn<() => void>();
  const subscriber = new Subscriber({
    name: 'page',
    clientId: 'page',
    maxQueueBytes,
    seesBreaks,
    hiddenPages,
    onLeave,
    onDrain,
  });
  return { subscriber, onLeave, onDrain };
};

const read = async ({ body }: Subscriber): Promise<string> => new Response(body).text();

test('what is offered is what the page reads', async () => {
  const { subscriber } = subscribe();
  for (const text of ['data: a\n\n', ':\n', 'data: b\n\n']) subscriber.offer(bytesOf(text));
  subscriber.close();
  expect(await read(subscriber)).toBe('data: a\n\n:\ndata: b\n\n');
});

test('a line that begins with U+FEFF is not taken for a BOM, though it is the first one', async () => {
  const { subscriber } = subscribe();
  for (const text of ['\uFEFFdata: a\n\n', '\uFEFFdata: b\n\n']) subscriber.offer(bytesOf(text));
  subscriber.close();
  expect(await read(subscriber)).toBe('\n\uFEFFdata: a\n\n\uFEFFdata: b\n\n');
});

test('a chunk stays usable for the siblings: it is never detached', async () => {
  const chunk = bytesOf('data: a\n\n');
  const [one, other] = [subscribe().subscriber, subscribe().subscriber];
  one.offer(chunk);
  other.offer(chunk);
  one.close();
  other.close();
  expect(await read(one)).toBe('data: a\n\n');
  expect(await read(other)).toBe('data: a\n\n');
  expect(textOf(chunk)).toBe('data: a\n\n');
});

describe('ends', () => {
  test('closed by the worker: the page gets what was offered, then a clean end; nobody is told', async () => {
    const { subscriber, onLeave } = subscribe();
    subscriber.offer(bytesOf('data: a\n\n'));
    subscriber.close();
    expect(subscriber.isOver).toBe(true);
    subscriber.offer(bytesOf('data: late\n\n'));
    expect(await read(subscriber)).toBe('data: a\n\n');
    expect(onLeave).not.toHaveBeenCalled();
  });

  test('broken, to a page that sees breaks: what was offered, then an error', async () => {
    const { subscriber, onLeave } = subscribe(4 * KIB * KIB, { seesBreaks: true });
    subscriber.offer(bytesOf('data: a\n\n'));
    subscriber.offer(bytesOf('data: b\n\n'));
    subscriber.close();
    subscriber.close();
    const reader = subscriber.body.getReader();
    const taken = [await reader.read(), await reader.read()].flatMap(({ value }) => value ?? []);
    expect(textOf(...taken)).toBe('data: a\n\ndata: b\n\n');
    await expect(reader.read()).rejects.toThrow('The connection is broken.');
    expect(onLeave).not.toHaveBeenCalled();
  });

  test('clean, to a page that sees breaks: no error', async () => {
    const { subscriber } = subscribe(4 * KIB * KIB, { seesBreaks: true });
    subscriber.offer(bytesOf('data: a\n\n'));
    subscriber.close(true);
    expect(await read(subscriber)).toBe('data: a\n\n');
  });

  test('left by the page: the hub is told, once', async () => {
    const { subscriber, onLeave } = subscribe();
    await subscriber.body.cancel();
    expect(subscriber.isOver).toBe(true);
    await subscriber.body.cancel();
    expect(onLeave.mock.calls).toEqual([[subscriber]]);
  });

  test.each(['close', 'cancel'] as const)('a second end after %s does nothing', async (first) => {
    const { subscriber, onLeave } = subscribe();
    if (first === 'close') subscriber.close();
    else await subscriber.body.cancel();
    const calls = onLeave.mock.calls.length;
    subscriber.close();
    subscriber.close();
    await subscriber.body.cancel();
    expect(onLeave).toHaveBeenCalledTimes(calls);
  });

  test('a page that is gone takes nothing and owes nothing', async () => {
    const { subscriber } = subscribe(10);
    subscriber.offer(bytesOf('x'.repeat(100)));
    await subscriber.body.cancel();
    subscriber.offer(bytesOf('data: late\n\n'));
    expect(subscriber).toMatchObject({ queuedBytes: 0, isOverdue: false, hasRoom: false });
  });
});

describe('the queue', () => {
  test('is counted in bytes; over the bound, the page is overdue', () => {
    const { subscriber } = subscribe(100);
    subscriber.offer(new Uint8Array(60));
    expect(subscriber).toMatchObject({ queuedBytes: 60, isOverdue: false, hasRoom: true });
    subscriber.offer(new Uint8Array(40));
    expect(subscriber).toMatchObject({ queuedBytes: 100, isOverdue: false, hasRoom: false });
    subscriber.offer(new Uint8Array(1));
    expect(subscriber).toMatchObject({ queuedBytes: 101, isOverdue: true, hasRoom: false });
  });

  test('has no room over 256 KiB, though the bound is larger', () => {
    const { subscriber } = subscribe(1024 * KIB);
    subscriber.offer(new Uint8Array(256 * KIB - 1));
    expect(subscriber.hasRoom).toBe(true);
    subscriber.offer(new Uint8Array(1));
    expect(subscriber).toMatchObject({ hasRoom: false, isOverdue: false });
  });

  test('the hub is told when a page has taken enough that more may come', async () => {
    const { subscriber, onDrain } = subscribe(100);
    subscriber.offer(new Uint8Array(60));
    subscriber.offer(new Uint8Array(60));
    await settle();
    onDrain.mockClear();
    const reader = subscriber.body.getReader();
    await reader.read();
    await settle();
    expect(onDrain).toHaveBeenCalled();
    expect(subscriber.hasRoom).toBe(true);
  });
});

describe('a page that nobody looks at', () => {
  useFakeTime();

  const subscribeHidden = (options: Partial<SubscriberOptions> = {}, maxQueueBytes?: number) => {
    const hiddenPages = new HiddenPages(100);
    hiddenPages.tell('page', true);
    const subscribed = subscribe(maxQueueBytes, { ...options, hiddenPages });
    const reader = subscribed.subscriber.body.getReader();
    const chunks: string[] = [];
    void (async () => {
      for (;;) {
        const { value } = await reader.read();
        if (!value) return;
        chunks.push(textOf(value));
      }
    })().catch(() => chunks.push('broken'));
    const pass = async (milliseconds: number): Promise<string[]> => {
      jest.advanceTimersByTime(milliseconds);
      await settle();
      return chunks.splice(0);
    };
    return { ...subscribed, hiddenPages, pass };
  };

  test('gets what comes after a pause at once, and what follows as one chunk', async () => {
    const { subscriber, pass } = subscribeHidden();
    for (const text of ['1', '2', '3']) subscriber.offer(bytesOf(text));
    expect(await pass(99)).toEqual(['1']);
    expect(await pass(1)).toEqual(['23']);
    subscriber.offer(bytesOf('4'));
    expect(await pass(99)).toEqual([]);
    expect(await pass(1)).toEqual(['4']);
    expect(await pass(100)).toEqual([]);
    subscriber.offer(bytesOf('5'));
    expect(await pass(0)).toEqual(['5']);
  });

  test('gets what was held back when it is looked at, and from then on everything at once', async () => {
    const { subscriber, hiddenPages, pass } = subscribeHidden();
    for (const text of ['1', '2', '3']) subscriber.offer(bytesOf(text));
    hiddenPages.tell('page', false);
    expect(await pass(0)).toEqual(['1', '23']);
    for (const text of ['4', '5']) subscriber.offer(bytesOf(text));
    expect(await pass(0)).toEqual(['4', '5']);
    expect(subscriber.isHidden).toBe(false);
  });

  test('gets a batch at once that is a quarter of what may wait', async () => {
    const { subscriber, pass } = subscribeHidden({}, 40);
    for (const text of ['1', '2345', '678901']) subscriber.offer(bytesOf(text));
    expect(await pass(0)).toEqual(['1', '2345678901']);
  });

  test.each([false, true])(
    'gets what was held back before its end (sees breaks: %p)',
    async (sees) => {
      const { subscriber, pass } = subscribeHidden({ seesBreaks: sees });
      for (const text of ['1', '2', '3']) subscriber.offer(bytesOf(text));
      subscriber.close();
      expect(await pass(0)).toEqual(sees ? ['1', '23', 'broken'] : ['1', '23']);
      expect(await pass(1000)).toEqual([]);
    },
  );

  test('has what is held back counted to what waits for it', () => {
    const { subscriber } = subscribeHidden({}, 1000);
    subscriber.offer(new Uint8Array(600));
    subscriber.offer(new Uint8Array(200));
    expect(subscriber).toMatchObject({ isHidden: true, queuedBytes: 200, hasRoom: true });
  });

  test('that leaves gets nothing more', async () => {
    const { subscriber, onLeave } = subscribe(100, { hiddenPages: new HiddenPages(100) });
    subscriber.offer(bytesOf('1'));
    await subscriber.body.cancel();
    expect(subscriber.flush()).toBe(false);
    expect(onLeave).toHaveBeenCalledTimes(1);
  });
});
