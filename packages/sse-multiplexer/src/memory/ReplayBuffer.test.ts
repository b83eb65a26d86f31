import { describe, expect, jest, test } from '@jest/globals';
import type { EventBlock } from '../wire/EventBlock.js';
import { EventBlockSplitter } from '../wire/EventBlockSplitter.js';
import type { ReplayLimits } from '../options/ReplayLimits.js';
import { ReplayBuffer } from './ReplayBuffer.js';
import { bytesOf, joined, textOf } from '../testing/bytes.js';
import { collectGarbage } from '../testing/collectGarbage.js';
import { eventBlocks } from '../testing/eventBlocks.js';
import { useFakeTime } from '../testing/useFakeTime.js';
import { toChunks } from '../wire/toChunks.js';

useFakeTime();

const unbounded: ReplayLimits = {
  events: Infinity,
  bytes: Infinity,
  total: Infinity,
  age: Infinity,
};

/** A buffer with the blocks of a text in it, counted from 1. */
class Buffer {
  readonly replay: ReplayBuffer;
  #sequence = 0;

  constructor(
    limits: Partial<ReplayLimits> = {},
    lastEventId = '',
    isSnapshot?: (block: EventBlock) => boolean,
  ) {
    this.replay = new ReplayBuffer({ ...unbounded, ...limits }, lastEventId, isSnapshot);
  }

  push(text: string): this {
    const blocks = eventBlocks(text);
    this.replay.push(this.#sequence + 1, blocks);
    this.#sequence += blocks.length;
    this.replay.evict();
    return this;
  }

  after(sequence: number): string | undefined {
    const blocks = this.replay.after(sequence);
    return (
      blocks &&
      textOf(...toChunks(blocks))
        .replaceAll('\n\n', '|')
        .replaceAll('\n', ' ')
    );
  }
}

const numbered = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, i) => `id: ${from + i}\ndata\n\n`).join('');

test('replays what came after a sequence, without comments', () => {
  const buffer = new Buffer().push(':\n\ndata: 3\n\n: 4\nretry: 1\n\ndata: 6\n\nid: 7\n\n');
  expect(buffer.after(0)).toBe('data: 3|data: 6|id: 7|');
  expect(buffer.after(3)).toBe('data: 6|id: 7|');
  expect(buffer.after(4)).toBe('data: 6|id: 7|');
  expect(buffer.after(7)).toBe('');
});

describe('bounds', () => {
  test('by events: the newest stay, and it is known that older ones are gone', () => {
    const buffer = new Buffer({ events: 2 }).push(numbered(1, 5));
    expect(buffer.replay.floor).toBe(3);
    expect(buffer.after(3)).toBe('id: 4 data|id: 5 data|');
    expect(buffer.after(2)).toBeUndefined();
  });

  test('by events: none at all', () => {
    const buffer = new Buffer({ events: 0 }).push(numbered(1, 2));
    expect([buffer.after(1), buffer.after(2)]).toEqual([undefined, '']);
  });

  test('by bytes: not one more than the bound', () => {
    const event = 'data: 12\n\n'.length;
    const text = 'data: 12\n\n'.repeat(5);
    expect(new Buffer({ bytes: 3 * event }).push(text).replay.floor).toBe(2);
    expect(new Buffer({ bytes: 3 * event - 1 }).push(text).replay.floor).toBe(3);
    expect(new Buffer({ bytes: 0 }).push(text).replay.floor).toBe(5);
  });

  test('by bytes: what is over the bound is held no longer', async () => {
    const buffer = new Buffer({ bytes: 100 });
    const blocks = (): EventBlock[] => eventBlocks(`data: ${'x'.repeat(90)}\n\n`);
    const fill = (): WeakRef<EventBlock>[] =>
      Array.from({ length: 50 }, (_, index) => {
        const [block] = blocks();
        if (!block) throw new Error('There is no block.');
        buffer.replay.push(index + 1, [block]);
        buffer.replay.evict();
        return new WeakRef(block);
      });
    const pushed = fill();
    await collectGarbage();
    expect(pushed.filter((block) => block.deref())).toHaveLength(1);
    expect(buffer.replay.size).toBe(1);
  });

  test('by age: what is older is gone with the next delivery', () => {
    const buffer = new Buffer({ age: 1000 }).push('data: old\n\n');
    jest.advanceTimersByTime(1000);
    expect(buffer.push('data: young\n\n').after(0)).toBe('data: old|data: young|');
    jest.advanceTimersByTime(1);
    expect(buffer.push('data: new\n\n').after(0)).toBeUndefined();
    expect(buffer.after(1)).toBe('data: young|data: new|');
  });

  test('what is forgotten by the thousand is forgotten right', () => {
    const buffer = new Buffer({ events: 3 });
    for (let from = 1; from <= 5000; from += 10) buffer.push(numbered(from, from + 9));
    expect(buffer.replay.floor).toBe(4997);
    expect(buffer.after(4997)).toBe('id: 4998 data|id: 4999 data|id: 5000 data|');
    expect(buffer.replay.sequenceOf('4999')).toBe(4999);
    expect(buffer.replay.lastEventIdAt(4998)).toBe('4998');
  });
});

test('what it keeps is in memory, not the comments around it as well', () => {
  const comment = `: ${'x'.repeat(1000)}\n\n`;
  const buffer = new Buffer().push(`${comment}id: 1\ndata: a\n\n${comment}data: b\n\n${comment}`);
  const kept = buffer.replay.after(0) ?? [];
  expect(buffer.after(0)).toBe('id: 1 data: a|data: b|');
  expect(kept.map(({ source }) => source.buffer.byteLength)).toEqual([24, 24]);
  expect(toChunks(kept)).toHaveLength(1);
  expect(kept.map(({ id }) => id)).toEqual(['1', undefined]);
});

test('where few comments are, it keeps views on what came', () => {
  const text = `:\n\n${numbered(1, 3)}`;
  const [block] = new Buffer().push(text).replay.after(0) ?? [];
  expect(block?.source.buffer.byteLength).toBe(text.length);
});

describe('positions by ID', () => {
  test('an ID stands for the place after its event', () => {
    const { replay } = new Buffer().push('id: a\ndata\n\ndata\n\nid: b\n\n:\n');
    expect(replay.sequenceOf('a')).toBe(1);
    expect(replay.sequenceOf('b')).toBe(3);
    expect(replay.sequenceOf('c')).toBeUndefined();
  });

  test.each([
    ['before the first question', true],
    ['after the first question', false],
  ])('an ID that stands twice stands for nothing: %s', (_name, isLate) => {
    const buffer = new Buffer().push('id: a\ndata\n\nid: b\ndata\n\n');
    if (!isLate) expect(buffer.replay.sequenceOf('a')).toBe(1);
    buffer.push('id: a\ndata\n\n');
    expect(buffer.replay.sequenceOf('a')).toBeUndefined();
    expect(buffer.replay.sequenceOf('b')).toBe(2);
    buffer.push('id: a\ndata\n\nid: c\ndata\n\n');
    expect(buffer.replay.sequenceOf('a')).toBeUndefined();
    expect(buffer.replay.sequenceOf('c')).toBe(5);
  });

  test('an ID is no longer ambiguous when one of its two events is forgotten', () => {
    const buffer = new Buffer({ events: 2 }).push('id: a\ndata\n\nid: b\ndata\n\nid: a\ndata\n\n');
    expect(buffer.replay.floor).toBe(1);
    expect(buffer.replay.sequenceOf('a')).toBeUndefined();
    buffer.push('id: c\ndata\n\n');
    expect(buffer.replay.sequenceOf('a')).toBe(3);
  });

  test('the ID of the event that was forgotten last, or of the opening, is a place, too', () => {
    const buffer = new Buffer({ events: 1 }, 'opening').push('id: a\ndata\n\n');
    expect(buffer.replay.sequenceOf('opening')).toBe(0);
    buffer.push('id: b\ndata\n\n');
    expect(buffer.replay.sequenceOf('opening')).toBeUndefined();
    expect(buffer.replay.sequenceOf('a')).toBe(1);
  });

  test('but not if an event without an ID came after it and is forgotten as well', () => {
    const buffer = new Buffer({ events: 1 }).push('id: a\ndata\n\ndata\n\nid: b\ndata\n\n');
    expect(buffer.replay.floor).toBe(2);
    expect(buffer.replay.sequenceOf('a')).toBeUndefined();
  });

  test('IDs are told apart, however alike they are', () => {
    const ids = ['1', '11', '21', '1 1', 'x', '\u00fc', '\u00fcx', '\u00fc1', '\u20ac1', '\uFEFF1'];
    const { replay } = new Buffer().push(ids.map((id) => `id: ${id}\ndata\n\n`).join(''));
    expect(ids.map((id) => replay.sequenceOf(id))).toEqual(ids.map((_, index) => index + 1));
    for (const id of ['', '2', '111', ' 1', '\u00fc11', '\u00c3', '\u20ac']) {
      expect(replay.has(id)).toBe(false);
    }
  });

  test('an ID of bytes that are no text is found by what a page makes of it', () => {
    const [block] = new EventBlockSplitter(Infinity).push(
      joined([bytesOf('id: '), Uint8Array.of(0xfc), bytesOf('1\ndata\n\n')]),
    );
    expect(block?.id).toBe('\uFFFD1');
    const { replay } = new Buffer();
    replay.push(1, block ? [block] : []);
    expect([replay.sequenceOf('\uFFFD1'), replay.sequenceOf('\u00fc1')]).toEqual([1, undefined]);
  });

  test('an empty ID resets and is no place', () => {
    const { replay } = new Buffer().push('id: a\ndata\n\nid:\ndata\n\n');
    expect(replay.sequenceOf('')).toBeUndefined();
    expect(replay.lastEventIdAt(2)).toBe('');
  });

  test('tells the last event ID that a page holds at any place', () => {
    const { replay } = new Buffer({}, 'opening').push('data\n\nid: a\n\n:\n\ndata\n\nid: b\n\n');
    const ids = [0, 1, 2, 3, 4, 5, 6].map((sequence) => replay.lastEventIdAt(sequence));
    expect(ids).toEqual(['opening', 'opening', 'a', 'a', 'a', 'a', 'b']);
  });
});

describe('snapshots', () => {
  const isPut = ({ type }: EventBlock): boolean => type === 'put';
  const put = 'event: put\ndata: 1234567890\n\n';

  test('the newest one and what came since is kept over the bounds of number and age', () => {
    const buffer = new Buffer({ events: 1, age: 10 }, '', isPut).push(`${put}${put}`);
    jest.advanceTimersByTime(1000);
    buffer.push('data: a\n\ndata: b\n\n');
    expect(buffer.replay.snapshot).toBe(2);
    expect(buffer.after(1)).toBe('event: put data: 1234567890|data: a|data: b|');
    expect(buffer.after(0)).toBeUndefined();
  });

  test('but not over the bound of bytes', () => {
    const buffer = new Buffer({ bytes: 40 }, '', isPut).push(`${put}data: a\n\n`);
    expect(buffer.replay.snapshot).toBe(1);
    buffer.push('data: b\n\n');
    expect(buffer.replay.snapshot).toBeUndefined();
    expect(buffer.after(1)).toBe('data: a|data: b|');
  });

  test('an event that dispatches nothing is none', () => {
    const buffer = new Buffer({}, '', isPut).push('event: put\nid: 1\n\n');
    expect(buffer.replay.snapshot).toBeUndefined();
  });
});
