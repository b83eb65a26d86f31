import { expect, test } from '@jest/globals';
import { Position } from './Position.js';
import { eventBlocks } from '../testing/eventBlocks.js';

const after = (text: string, lastEventId?: string): Position => {
  const position = new Position(lastEventId);
  for (const block of eventBlocks(text)) position.advance(block);
  return position;
};

test('before the first block it is where the connection was opened', () => {
  expect(after('').lastEventId).toBe('');
  expect(after('', '7')).toMatchObject({ sequence: 0, lastEventId: '7' });
});

test('every block counts, comments too', () => {
  expect(after(':\n:\ndata: a\n\nid: 1\n\n').sequence).toBe(4);
});

test.each([
  ['an event without an ID', 'data: a\n\n', '7'],
  ['a block with nothing but an ID', 'id: 8\n\n', '8'],
  ['an empty ID, which resets it', 'id\ndata: a\n\n', ''],
  ['an ID with NUL, which is ignored', 'id: 8\0\n\n', '7'],
  ['the newest of several', 'id: 8\n\nid: 9\nid: 10\n\ndata: a\n\n', '10'],
])('the last event ID after %s', (_name, text, lastEventId) => {
  expect(after(text, '7').lastEventId).toBe(lastEventId);
});

test('the reconnection time is the newest valid one', () => {
  expect(after('data: a\n\n').reconnectionTime).toBeUndefined();
  expect(after('retry: 10\n\nretry: 0\n\nretry: soon\n\n').reconnectionTime).toBe(0);
});
