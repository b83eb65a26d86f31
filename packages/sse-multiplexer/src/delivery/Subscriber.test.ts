import { describe, expect, jest, test } from '@jest/globals';
import { Subscriber } from './Subscriber.js';
import { bytesOf, textOf } from '../testing/bytes.js';
import { settle } from '../testing/settle.js';

const KIB = 1024;

const subscribe = (maxQueueBytes = 4 * KIB * KIB, seesBreaks = false) => {
  const onLeave = jest.fn<(subscriber: Subscriber) => void>();
  const onDrain = jest.fn<() => void>();
  const subscriber = new Subscriber('page', maxQueueBytes, onLeave, onDrain, seesBreaks);
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
    const { subscriber, onLeave } = subscribe(4 * KIB * KIB, true);
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
    const { subscriber } = subscribe(4 * KIB * KIB, true);
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
