import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { bypassEventStream } from './bypassEventStream.js';

const matches = (accept: string | undefined): unknown =>
  bypassEventStream({
    url: new URL('https://a.test/'),
    sameOrigin: true,
    request: new Request('https://a.test/', accept === undefined ? {} : { headers: { accept } }),
    event: undefined as unknown as ExtendableEvent,
  });

test.each([
  ['text/event-stream'],
  ['TEXT/Event-Stream'],
  ['text/html, text/event-stream'],
  ['application/json,text/event-stream;q=0.9, */*'],
  ['text/event-stream; charset=utf-8'],
])('matches a request that accepts %s', (accept) => {
  expect(matches(accept)).toBe(true);
});

test.each([[undefined], ['*/*'], ['text/*'], ['text/event-streams'], ['x-text/event-stream']])(
  'leaves a request that accepts %s alone',
  (accept) => {
    expect(matches(accept)).toBe(false);
  },
);

test('works from its own source text alone, as generateSW serialises it', () => {
  const alone = runInNewContext(`(${bypassEventStream.toString()})`) as typeof bypassEventStream;
  const request = new Request('https://a.test/', { headers: { accept: 'a/b, text/event-stream' } });
  expect(alone({ request } as Parameters<typeof bypassEventStream>[0])).toBe(true);
});
