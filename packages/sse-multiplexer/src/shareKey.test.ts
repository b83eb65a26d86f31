import { expect, test } from '@jest/globals';
import { shareKey } from './shareKey.js';

const key = (url: string, init?: RequestInit): string => shareKey(new Request(url, init));

test('the same stream whatever the fragment, the cache mode or the last event ID', () => {
  const stream = key('https://app.test/events?room=1');
  expect(key('https://app.test/events?room=1#top')).toBe(stream);
  expect(key('https://app.test/events?room=1', { cache: 'no-store' })).toBe(stream);
  expect(key('https://app.test/events?room=1', { headers: { 'last-event-id': '7' } })).toBe(stream);
});

test('another stream for another URL, credentials mode or language', () => {
  const requests: [url: string, init?: RequestInit][] = [
    ['https://app.test/events'],
    ['https://app.test/events?'],
    ['https://app.test/events?room=1'],
    ['https://app.test/Events'],
    ['http://app.test/events'],
    ['https://app.test:444/events'],
    ['https://app.test/events', { credentials: 'include' }],
    ['https://app.test/events', { credentials: 'omit' }],
    ['https://app.test/events', { headers: { 'accept-language': 'de' } }],
    ['https://app.test/events', { headers: { 'accept-language': 'en' } }],
  ];
  expect(new Set(requests.map((request) => key(...request))).size).toBe(requests.length);
});

test('a language cannot pass for a part of the URL', () => {
  expect(
    key('https://app.test/', { headers: { 'accept-language': 'de https://b.test/' } }),
  ).not.toBe(key('https://b.test/', { headers: { 'accept-language': 'de' } }));
});
