import { expect, jest, test } from '@jest/globals';
import { FanOut } from './FanOut.js';
import { HiddenPages } from './HiddenPages.js';
import { PagePositions } from '../memory/PagePositions.js';
import { resolveOptions } from '../options/resolveOptions.js';
import { Subscriber } from './Subscriber.js';
import { bytesOf, textOf } from '../testing/bytes.js';
import { eventBlocks } from '../testing/eventBlocks.js';
import { settle } from '../testing/settle.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

/** A page, the chunks that have come to it, and when, in milliseconds since it was made. */
class Page {
  readonly log: string[] = [];
  readonly times: number[] = [];
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
    const start = performance.now();
    const reader = this.subscriber.body.getReader();
    void (async () => {
      for (;;) {
        const { value } = await reader.read();
        if (!value) return;
        this.log.push(textOf(value));
        this.times.push(performance.now() - start);
      }
    })();
  }

  /** For how long each event was held back that is the time at which it was offered. */
  get delays(): number[] {
    return this.log.flatMap((chunk, index) =>
      Array.from(chunk.matchAll(/\d+/g), ([at]) => (this.times[index] ?? NaN) - Number(at)),
    );
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

test('pages get their batches at the same time', async () => {
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

/** Delivers to all pages, for a second, an event every so many milliseconds, whose datum is the time. */
const flow = async (hiddenPages: HiddenPages, pages: Page[], interval: number): Promise<void> => {
  const positions = new PagePositions();
  const fanOut = new FanOut({ options: resolveOptions({}), positions, hiddenPages });
  for (const { subscriber } of pages) fanOut.attach(subscriber, 0);
  for (let at = 0; at < 1000; at += interval) {
    fanOut.deliver(eventBlocks(event(at)));
    await pass(interval);
  }
};

const event = (at: number): string => `data: ${String(at)}\n\n`;

const manyPages = (hidden: HiddenPages, length = 9): Page[] => {
  const clientIds = Array.from({ length }, (_, index) => String(index));
  hidden.set(clientIds);
  return clientIds.map((clientId) => new Page(hidden, clientId));
};

test.each([2, 10, 50])(
  'an event every %i ms comes to each page once, in order and within the delay',
  async (interval) => {
    const hidden = new HiddenPages(100);
    const pages = manyPages(hidden);
    await flow(hidden, pages, interval);
    for (let at = 0; at < 100; at++) await pass(1);
    const all = Array.from({ length: 1000 / interval }, (_, index) => event(index * interval));
    for (const { log, delays } of pages) {
      expect(log.join('')).toBe(all.join(''));
      expect(Math.max(...delays)).toBeLessThanOrEqual(100);
    }
  },
);

test('what is held back for one page waits no longer because another is served', async () => {
  const hidden = new HiddenPages(100);
  hidden.set(['a', 'b']);
  const [a, b] = [new Page(hidden, 'a'), new Page(hidden, 'b')];
  await offer('1', a);
  await offer('2', a);
  await pass(60);
  await offer('1', b);
  await pass(40);
  expect([a.log, b.log]).toEqual([['1', '2'], ['1']]);
});

test.each([
  [4, 2],
  [9, 2],
  [29, 2],
  [29, 10],
])(
  'while much flows, %i pages at an event every %i ms, they take turns, and wake up no more often for it',
  async (count, interval) => {
    const hidden = new HiddenPages(100);
    const pages = manyPages(hidden, count);
    await flow(hidden, pages, interval);
    const atOnce = new Map<number, number>();
    // The first event comes to all at once.
    for (const time of pages.flatMap(({ times }) => times.slice(1)))
      atOnce.set(time, (atOnce.get(time) ?? 0) + 1);
    expect(Math.max(...atOnce.values())).toBeLessThanOrEqual(0.6 * count);
    for (const { log } of pages) expect(log.length).toBeLessThanOrEqual(13);
  },
);

test('while little flows pages get their batches at the same time', async () => {
  const hidden = new HiddenPages(100);
  const pages = manyPages(hidden);
  await flow(hidden, pages, 20);
  const times = pages.map(({ times }) => times);
  expect(times).toEqual(Array(9).fill(times[0]));
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
