import { expect, test } from '@jest/globals';
import { EventSequence } from './EventSequence.js';

const counts = (ids: readonly string[]) => {
  const sequence = new EventSequence();
  for (const id of ids) sequence.note(id);
  const { received, missed, repeated } = sequence;
  return { received, missed, repeated };
};

test('an unbroken sequence misses and repeats nothing, wherever it starts', () => {
  expect(counts(['a-41', 'a-42', 'a-43'])).toEqual({ received: 3, missed: 0, repeated: 0 });
});

test('every number that is skipped counts as one missed event', () => {
  expect(counts(['a-1', 'a-4', 'a-6'])).toEqual({ received: 3, missed: 3, repeated: 0 });
});

test('an event that comes again counts as repeated, and the sequence goes on from the newest', () => {
  const ids = ['a-1', 'a-2', 'a-3', 'a-2', 'a-3', 'a-4'];
  expect(counts(ids)).toEqual({ received: 6, missed: 0, repeated: 2 });
});

test('a server that was started anew begins a new sequence', () => {
  expect(counts(['a-500', 'b-1', 'b-2'])).toEqual({ received: 3, missed: 0, repeated: 0 });
});

test('an event without an id is received and nothing else', () => {
  expect(counts(['a-1', '', 'a-2'])).toEqual({ received: 3, missed: 0, repeated: 0 });
});
