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
])(
  'matches what may not be shared, too, so that the strategy can let it through: %s',
  (_, init) => {
    expect(matches(eventSourceRequest(undefined, init))).toBe(true);
  },
);

test('does not match what asks for no event stream', () => {
  expect(matches(new Request('https://app.test/', { headers: { accept: '*/*' } }))).toBe(false);
});
