import { expect, jest, test } from '@jest/globals';
import { HiddenPages } from './HiddenPages.js';
import { Subscriber } from './Subscriber.js';
import { bytesOf, textOf } from '../testing/bytes.js';
import { settle } from '../testing/settle.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

/** A page, and the chunks that have come to it. */
class Page {
  readonly chunks: Uint8Array[] = [];
  readonly subscriber: Subscriber;

  constructor(hiddenPages: HiddenPages, clientId: string) {
    this.subscriber = new Subscriber({
      name: clientId,
      clientId,
      maxQueueBytes: 1e6,
      hiddenPages,
      onLeave: () => undefined,
      onDrain: () => undefined,
    });
    const reader = this.subscriber.body.getReader();
    void (async () => {
      for (;;) {
        const { value } = await reader.read();
        if (!value) return;
        this.chunks.push(value);
      }
    })();
  }

  get log(): string[] {
    return this.chunks.map((chunk) => textOf(chunk));
  }
}

const offer = async (text: string, ...pages: Page[]): Promise<void> => {
  const chunk = bytesOf(text);
  for (const { subscriber } of pages) subscriber.offer(chunk);
  await settle();
};

const pass = async (milliseconds: number): Promise<void> => {
  jest.advanceTimersByTime(milliseconds);
  await settle();
};

test('pages get their batches at the same time, and the same bytes', async () => {
  const hidden = new HiddenPages(100);
  hidden.set(['a', 'b']);
  const [a, b] = [new Page(hidden, 'a'), new Page(hidden, 'b')];
  await offer('1', a, b);
  await offer('2', a, b);
  await pass(50);
  await offer('3', a, b);
  expect(jest.getTimerCount()).toBe(1);
  await pass(50);
  expect([a.log, b.log]).toEqual(Array(2).fill(['1', '23']));
  expect(a.chunks[1]).toBe(b.chunks[1]);
});

test('pages of different streams get each its own', async () => {
  const hidden = new HiddenPages(100);
  hidden.set(['a', 'b']);
  const [a, b] = [new Page(hidden, 'a'), new Page(hidden, 'b')];
  for (const text of ['1', '2', '3']) await offer(`a${text}`, a);
  for (const text of ['1', '2', '3']) await offer(`b${text}`, b);
  await pass(100);
  expect([a.log, b.log]).toEqual([
    ['a1', 'a2a3'],
    ['b1', 'b2b3'],
  ]);
});

test('a page that is looked at, or of which nothing is known, waits for nothing', async () => {
  const hidden = new HiddenPages(100);
  hidden.set(['a', 'b']);
  const [a, b, c] = [new Page(hidden, 'a'), new Page(hidden, 'b'), new Page(hidden, 'c')];
  for (const text of ['1', '2', '3']) await offer(text, a, b, c);
  expect(c.log).toEqual(['1', '2', '3']);
  hidden.set(['b']);
  await settle();
  expect([a.log, b.log]).toEqual([['1', '23'], ['1']]);
});

test('while nothing comes there is no timer', async () => {
  const hidden = new HiddenPages(100);
  hidden.set(['a']);
  const a = new Page(hidden, 'a');
  await offer('1', a);
  await offer('2', a);
  await pass(100);
  expect(jest.getTimerCount()).toBe(1);
  await pass(100);
  expect(jest.getTimerCount()).toBe(0);
});

test('a page that is gone is forgotten', async () => {
  const hidden = new HiddenPages(100);
  hidden.set(['a']);
  const a = new Page(hidden, 'a');
  await offer('1', a);
  await offer('2', a);
  a.subscriber.close();
  await pass(100);
  expect(jest.getTimerCount()).toBe(0);
  expect(a.log).toEqual(['1', '2']);
});

test('false holds nothing back', async () => {
  const hidden = new HiddenPages(false);
  hidden.set(['a']);
  const a = new Page(hidden, 'a');
  for (const text of ['1', '2', '3']) await offer(text, a);
  expect(a.log).toEqual(['1', '2', '3']);
  expect(jest.getTimerCount()).toBe(0);
});
