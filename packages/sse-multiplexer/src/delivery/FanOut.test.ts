import { describe, expect, jest, test } from '@jest/globals';
import { FanOut } from './FanOut.js';
import { PagePositions } from '../memory/PagePositions.js';
import type { MultiplexerOptions } from '../options/MultiplexerOptions.js';
import { resolveOptions } from '../options/resolveOptions.js';
import { Subscriber } from './Subscriber.js';
import { textOf } from '../testing/bytes.js';
import { eventBlocks } from '../testing/eventBlocks.js';
import { settle } from '../testing/settle.js';

const fanOut = (options: MultiplexerOptions = {}): FanOut =>
  new FanOut({ options: resolveOptions(options), positions: new PagePositions() });

/** A subscriber of the fan-out, and what it has been offered. */
class Listener {
  static #count = 0;
  readonly subscriber: Subscriber;
  readonly chunks: Uint8Array[] = [];
  readonly #fanOut: FanOut;

  constructor(fanOut: FanOut, after = fanOut.memory.position.sequence, maxQueueBytes = 1e6) {
    this.#fanOut = fanOut;
    const onLeave = (): void => this.#fanOut.detach(this.subscriber);
    const onDrain = (): void => this.#fanOut.gate.signalRoom();
    const identity = { name: `name ${Listener.#count++}`, clientId: 'page' };
    this.subscriber = new Subscriber({ ...identity, maxQueueBytes, onLeave, onDrain });
    fanOut.attach(this.subscriber, after);
  }

  /** Where the worker left it. */
  get position(): unknown {
    return this.#fanOut.positions.get(this.subscriber.name, 'page');
  }

  async read(): Promise<string> {
    if (this.subscriber.isOver) return new Response(this.subscriber.body).text();
    const reader = this.subscriber.body.getReader();
    while (this.subscriber.queuedBytes > 0) {
      const { value } = await reader.read();
      if (value) this.chunks.push(value);
    }
    reader.releaseLock();
    return textOf(...this.chunks);
  }
}

test('every subscriber gets every block, as views on the same bytes', async () => {
  const fan = fanOut();
  const [a, b] = [new Listener(fan), new Listener(fan)];
  const blocks = eventBlocks(':\ndata: a\n\nid: 1\n\n');
  fan.deliver(blocks);
  expect([await a.read(), await b.read()]).toEqual(Array(2).fill(':\ndata: a\n\nid: 1\n\n'));
  expect(a.chunks).toHaveLength(1);
  expect(a.chunks[0]).toHaveProperty('buffer', blocks[0]?.source.buffer);
  expect(b.chunks[0]).toHaveProperty('buffer', blocks[0]?.source.buffer);
});

test('history that is sent late arrives first', async () => {
  const fan = fanOut();
  fan.deliver(eventBlocks('data: 1\n\ndata: 2\n\n'));
  const late = new Listener(fan, 1);
  fan.deliver(eventBlocks('data: 3\n\n'));
  expect(await late.read()).toBe('data: 2\n\ndata: 3\n\n');
});

describe('a new run of the stream', () => {
  test('that is resumed starts there', () => {
    const fan = fanOut();
    fan.begin('7');
    expect(fan.memory.position.lastEventId).toBe('7');
    expect(fan.memory.replay.sequenceOf('7')).toBe(0);
  });

  test('gives those who are away nothing of another run: of them the IDs are kept', () => {
    const fan = fanOut();
    const listener = new Listener(fan);
    fan.deliver(eventBlocks('id: 1\nretry: 500\ndata: a\n\n'));
    const { memory } = fan;
    fan.departAll();
    expect(listener.position).toMatchObject({ lastEventId: '1', place: { memory, sequence: 1 } });
    fan.begin('');
    expect(listener.position).toEqual({
      state: 'away',
      clientId: 'page',
      lastEventId: '1',
      reconnectionTime: 500,
    });
  });
});

describe("one subscriber's trouble is its own", () => {
  test('one whose stream throws', async () => {
    const fan = fanOut();
    const [before, broken, behind] = [new Listener(fan), new Listener(fan), new Listener(fan)];
    // An errored stream throws at the next chunk, as the platform's own may.
    const enqueue = jest
      .spyOn(ReadableStreamDefaultController.prototype, 'enqueue')
      .mockImplementationOnce(() => undefined)
      .mockImplementationOnce(() => {
        throw new TypeError('Invalid state');
      });
    fan.deliver(eventBlocks('data: a\n\n'));
    enqueue.mockRestore();
    expect([before, broken, behind].map(({ subscriber }) => subscriber.isOver)).toEqual([
      false,
      true,
      false,
    ]);
    expect(await behind.read()).toBe('data: a\n\n');
    expect(fan.size).toBe(2);
  });

  test('one that leaves while the others are served', async () => {
    const fan = fanOut();
    const leaver = new Listener(fan);
    const other = new Listener(fan);
    const stop = fan.watch(() => {
      void leaver.subscriber.body.cancel();
    });
    fan.deliver(eventBlocks('data: a\n\n'));
    stop();
    fan.deliver(eventBlocks('data: b\n\n'));
    expect(await other.read()).toBe('data: a\n\ndata: b\n\n');
    expect(fan.size).toBe(1);
  });

  test('one that joins while the others are served gets that block once', async () => {
    const fan = fanOut();
    let joiner: Listener | undefined;
    const stop = fan.watch(() => (joiner ??= new Listener(fan, 0)));
    fan.deliver(eventBlocks('data: a\n\n'));
    fan.deliver(eventBlocks('data: b\n\n'));
    stop();
    expect(await joiner?.read()).toBe('data: a\n\ndata: b\n\n');
  });

  test('one that takes nothing is sent away, remembered with the last block it was given', async () => {
    const fan = fanOut();
    const slow = new Listener(fan, 0, 10);
    const other = new Listener(fan);
    fan.deliver(eventBlocks('id: 1\ndata: a\n\n'));
    fan.deliver(eventBlocks('id: 2\ndata: b\n\n'));
    expect([slow, other].map(({ subscriber }) => subscriber.isOver)).toEqual([true, false]);
    expect(slow.position).toMatchObject({
      state: 'away',
      lastEventId: '1',
      place: { memory: fan.memory, sequence: 1 },
    });
    expect(other.position).toMatchObject({ state: 'open', at: fan.memory.position });
    expect(await slow.read()).toBe('id: 1\ndata: a\n\n');
  });
});

test('all are sent away at once, each remembered where it stopped', () => {
  const fan = fanOut();
  const listeners = [new Listener(fan), new Listener(fan)];
  fan.deliver(eventBlocks('id: 1\ndata: a\n\n'));
  fan.departAll();
  fan.departAll();
  expect(listeners.every(({ subscriber }) => subscriber.isOver)).toBe(true);
  expect([fan.size, fan.positions.awayFrom(fan.memory)]).toEqual([0, 2]);
  for (const { position } of listeners) expect(position).toMatchObject({ place: { sequence: 1 } });
});

describe('room', () => {
  const isThere = async (room: Promise<void>): Promise<boolean> =>
    Promise.race([room.then(() => true), settle().then(() => false)]);

  test('is there while one of all has it, or nobody is there', async () => {
    const fan = fanOut();
    expect(await isThere(fan.gate.room())).toBe(true);
    const slow = new Listener(fan, 0, 10);
    slow.subscriber.offer(new Uint8Array(10));
    expect(await isThere(fan.gate.room())).toBe(false);
    new Listener(fan);
    expect(await isThere(fan.gate.room())).toBe(true);
  });

  test.each<[name: string, make: (fan: FanOut, slow: Listener) => unknown]>([
    ['the page has read', (_fan, slow) => slow.read()],
    ['the page has left', (_fan, slow) => slow.subscriber.body.cancel()],
    ['another page has joined', (fan) => new Listener(fan)],
  ])('comes when %s', async (_name, make) => {
    const fan = fanOut();
    const slow = new Listener(fan, 0, 10);
    slow.subscriber.offer(new Uint8Array(10));
    const room = fan.gate.room();
    expect(await isThere(room)).toBe(false);
    make(fan, slow);
    expect(await isThere(room)).toBe(true);
  });
});
