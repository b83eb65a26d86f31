import { expect, test } from '@jest/globals';
import { isEventStreamResponse } from './isEventStreamResponse.js';

const response = (status: number, type?: string): Response =>
  new Response(null, { status, ...(type !== undefined && { headers: { 'content-type': type } }) });

test.each([
  'text/event-stream',
  'text/event-stream; charset=utf-8',
  'text/event-stream;charset=latin1',
  'Text/Event-Stream ; x=y',
  'text/event-stream, text/event-stream',
  'text/html, text/event-stream;charset=utf-8',
  'text/event-stream, */*',
  'text/event-stream, nonsense',
  'text/event-stream;x="a, text/html"',
])('200 and %s announce a connection', (type) => {
  expect(isEventStreamResponse(response(200, type))).toBe(true);
});

test.each([
  undefined,
  '',
  'text/html',
  'text/event-streams',
  'x; text/event-stream',
  'text/event-stream, text/html',
  ', ',
])('200 and the type %p fail it', (type) => {
  expect(isEventStreamResponse(response(200, type))).toBe(false);
});

test.each([201, 204, 206, 404, 500])('status %d fails it, whatever the type', (status) => {
  expect(isEventStreamResponse(response(status, 'text/event-stream'))).toBe(false);
});
