import { expect, test } from '@jest/globals';
import { isEventStreamRequest } from './isEventStreamRequest.js';
import { eventSourceRequest } from './testing/eventSourceRequest.js';

const matches = (request: Request): unknown =>
  isEventStreamRequest({ request } as Parameters<typeof isEventStreamRequest>[0]);

test('matches what an EventSource asks for, from its own origin or another', () => {
  expect(matches(eventSourceRequest())).toBe(true);
  expect(matches(eventSourceRequest('https://api.test/', { credentials: 'include' }))).toBe(true);
});

test.each([
  ['POST', { method: 'POST', body: '{}' }],
  ['a header of its own', { headers: { accept: 'text/event-stream', authorization: 'x' } }],
  ['an Accept list', { headers: { accept: 'text/html, text/event-stream' } }],
])('does not match what only looks like it: %s', (_name, init) => {
  expect(matches(eventSourceRequest(undefined, init))).toBe(false);
});
