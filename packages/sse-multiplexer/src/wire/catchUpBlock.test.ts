import { describe, expect, test } from '@jest/globals';
import { catchUpBlock } from './catchUpBlock.js';
import { textOf } from '../testing/bytes.js';
import { interpretEventStream } from '../testing/interpretEventStream.js';

test.each([
  ['7', 500],
  ['7', undefined],
  ['', 0],
  ['', undefined],
  ['\u00fc \u20ac', 0],
  ['  spaces ', 5],
  ['\uFEFF', undefined],
])('sets the last event ID %j and the reconnection time %p, and dispatches nothing', (id, time) => {
  const block = catchUpBlock(id, time);
  const { events, lastEventId, reconnectionTime } = interpretEventStream(block, 'another');
  expect({ events, lastEventId, reconnectionTime }).toEqual({
    events: [],
    lastEventId: id,
    reconnectionTime: time,
  });
});

test('where there is nothing to say it is a comment, as Firefox opens with the first byte', () => {
  expect(textOf(catchUpBlock(undefined, undefined))).toBe(':\n\n');
});

test('for an EventSource that drops the ID of a block without data it dispatches an event', () => {
  const { events, lastEventId } = interpretEventStream(catchUpBlock('7', 500, true));
  expect(lastEventId).toBe('7');
  expect(events).toMatchObject([{ type: 'event-stream-join', data: '', lastEventId: '7' }]);
});

test('but never only to set the reconnection time', () => {
  expect(textOf(catchUpBlock(undefined, 500, true))).toBe('retry: 500\n\n');
});

describe('for an EventSource that takes an ID only with an event, as Firefox does', () => {
  test('an ID comes with one that no app listens for, and without a word', () => {
    expect(interpretEventStream(catchUpBlock('7', 500, true)).events).toEqual([
      { type: 'event-stream-join', data: '', lastEventId: '7' },
    ]);
  });

  test('where there is no ID to set there is none', () => {
    expect(interpretEventStream(catchUpBlock(undefined, 500, true)).events).toEqual([]);
    expect(textOf(catchUpBlock(undefined, undefined, true))).toBe(':\n\n');
  });
});
