import { describe, expect, test } from '@jest/globals';
import { revivedRequest } from './revivedRequest.js';

const request = (url: string): Request =>
  new Request(url, {
    headers: { accept: 'text/event-stream' },
    cache: 'no-store',
    credentials: 'include',
  });

describe('the request of an EventSource that was revived', () => {
  test.each([
    ['https://app.test/events?event-stream-last-event-id=7', 'https://app.test/events'],
    ['https://app.test/?a=b%20c+d&event-stream-last-event-id=7', 'https://app.test/?a=b%20c+d'],
    ['https://app.test/?&event-stream-last-event-id=7', 'https://app.test/?'],
    ['https://app.test/?event-stream-last-event-id=7#x', 'https://app.test/#x'],
    ['https://app.test/?event-stream-last-event-id=7&x=1', 'https://app.test/?x=1'],
    ['https://app.test/?a~$&event-stream-last-event-id=7&x=$&', 'https://app.test/?a~$&x=$&'],
  ])('%s asks for %s after 7', (asked, url) => {
    const revived = revivedRequest(request(asked));
    expect(revived).toMatchObject({ url, cache: 'no-store', credentials: 'include', mode: 'cors' });
    expect(Object.fromEntries(revived?.headers ?? [])).toEqual({
      accept: 'text/event-stream',
      'last-event-id': '7',
    });
  });

  test('carries an ID of any characters, as the bytes that a browser would send', () => {
    const encoded = encodeURIComponent('ä &=#%/');
    const revived = revivedRequest(
      request(`https://app.test/?event-stream-last-event-id=${encoded}`),
    );
    const bytes = Buffer.from(revived?.headers.get('last-event-id') ?? '', 'latin1');
    expect(bytes.toString()).toBe('ä &=#%/');
  });

  test('has no ID where none has come', () => {
    const revived = revivedRequest(request('https://app.test/?event-stream-last-event-id='));
    expect(revived?.url).toBe('https://app.test/');
    expect(revived?.headers.has('last-event-id')).toBe(false);
  });
});

test.each([
  'https://app.test/events',
  'https://app.test/events?x-event-stream-last-event-id=7',
  'https://app.test/events#?event-stream-last-event-id=7',
  'https://app.test/events?event-stream-last-event-id=7%0A8',
  'https://app.test/events?event-stream-last-event-id=%0d',
  'https://app.test/events?event-stream-last-event-id=%00',
])('%s is a request like any other', (url) => {
  expect(revivedRequest(request(url))).toBeUndefined();
});
