import { expect, test } from '@jest/globals';
import { ChatRoom } from './ChatRoom.js';
import { EventLog } from './EventLog.js';

const room = (): ChatRoom => new ChatRoom(new EventLog('run', 100));

test('what one tab says, all tabs are told', () => {
  const chat = room();
  const told: unknown[] = [];
  chat.log.subscribe(({ name, data }) => told.push([name, data]));
  expect(chat.post('{"from":" Mint fox ","text":" Hello "}')).toBe(true);
  const message = { from: 'Mint fox', text: 'Hello', at: expect.any(Number) };
  expect(told).toEqual([['message', message]]);
});

test('a new tab gets the last messages, with the ids under which the stream brought them', () => {
  const chat = room();
  for (const text of ['one', 'two', 'three']) chat.post(JSON.stringify({ from: 'Fox', text }));
  expect(chat.recent(2)).toMatchObject([
    { id: 'run-2', text: 'two' },
    { id: 'run-3', text: 'three' },
  ]);
});

test('a message is cut to 500 characters', () => {
  const chat = room();
  chat.post(JSON.stringify({ from: 'Fox', text: 'a'.repeat(501) }));
  expect(chat.recent(1)[0]?.text).toHaveLength(500);
});

test.each([
  '',
  'null',
  '[]',
  '{"from":"Fox"}',
  '{"from":"Fox","text":"  "}',
  '{"from":1,"text":"a"}',
])('%s is no message', (json) => {
  const chat = room();
  expect(chat.post(json)).toBe(false);
  expect(chat.recent(1)).toEqual([]);
});
