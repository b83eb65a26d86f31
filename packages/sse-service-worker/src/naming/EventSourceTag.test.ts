import { expect, test } from '@jest/globals';
import { EventSourceTag } from './EventSourceTag.js';

const tag = EventSourceTag.make();

test.each([
  'https://app.test/events',
  'https://app.test/events?x=1',
  'https://app.test/events#',
  'https://app.test/events#section',
  'https://app.test/events#/route?x=#y',
  `https://app.test/events#~event-source=not-a-tag`,
])('%s keeps what the app has written, and gets a name', (url) => {
  const named = EventSourceTag.add(url, tag);
  expect(EventSourceTag.of(url)).toBeUndefined();
  expect(EventSourceTag.of(named)).toBe(tag);
  expect(named.startsWith(url)).toBe(true);
  // An empty fragment is none to any server, and to any page that compares without it.
  expect(EventSourceTag.remove(named)).toBe(url.replace(/#$/, ''));
  expect(EventSourceTag.remove(url)).toBe(url);
});

test('no server sees a name', () => {
  const url = new URL(EventSourceTag.add('https://app.test/events?x=1', tag));
  expect([url.pathname, url.search]).toEqual(['/events', '?x=1']);
});

test('no two are the same', () => {
  expect(new Set(Array.from({ length: 100 }, () => EventSourceTag.make())).size).toBe(100);
});
