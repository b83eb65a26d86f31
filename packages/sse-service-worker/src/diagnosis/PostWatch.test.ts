import { expect, jest, test } from '@jest/globals';
import { PostWatch } from './PostWatch.js';

const stream = 'https://app.test/events';

async function watched(begin: string, type = 'text/event-stream') {
  const say = jest.fn<(url: string, name: string) => void>();
  const watch = new PostWatch(say);
  const fetch = watch.watch(() =>
    Promise.resolve(new Response(begin, { headers: { 'content-type': type } })),
  );
  const text = await (await fetch(new Request(stream))).text();
  const post = (url: string, body = ''): Promise<void> =>
    watch.asked(new Request(url, { method: 'POST', body }));
  return { say, watch, text, post };
}

test.each([
  [
    'PocketBase, in the body',
    'id:Xb4kQ9zLw0aT2mNc\nevent:PB_CONNECT\ndata:{"clientId":"Xb4kQ9zLw0aT2mNc"}\n\n',
    'https://app.test/api/realtime',
    '{"clientId":"Xb4kQ9zLw0aT2mNc","subscriptions":[]}',
    'Xb4kQ9zLw0aT2mNc',
  ],
  [
    "MCP's older transport, in the URL",
    'event: endpoint\ndata: /messages?sessionId=0b1d8a5e-5a11-4c5e-9d70-3a1f0b6f7f11\n\n',
    'https://app.test/messages?sessionId=0b1d8a5e-5a11-4c5e-9d70-3a1f0b6f7f11',
    '',
    '0b1d8a5e-5a11-4c5e-9d70-3a1f0b6f7f11',
  ],
  [
    'lines that end with CR and LF',
    ': hello\r\n\r\ndata: Xb4kQ9zLw0aT2mNc\r\n\r\n',
    'https://app.test/',
    'Xb4kQ9zLw0aT2mNc',
    'Xb4kQ9zLw0aT2mNc',
  ],
])('finds what a page posts back of the first event: %s', async (_, begin, url, body, name) => {
  const { say, text, post } = await watched(begin);
  expect(text).toBe(begin);
  await post(url, body);
  await post(url, body);
  expect(say.mock.calls).toEqual([[stream, expect.stringContaining(`posted: ${name}`)]]);
});

test.each([
  ['of a later event', 'data: hello\n\ndata: Xb4kQ9zLw0aT2mNc\n\n', 'text/event-stream'],
  ['plain words and numbers', 'data: notifications 123456789012\n\n', 'text/event-stream'],
  ['a word without an end', `data: ${'x'.repeat(4_000_000)}\n\n`, 'text/event-stream'],
  ['what is no stream', 'data: Xb4kQ9zLw0aT2mNc\n\n', 'text/plain'],
])('says nothing of %s', async (_, begin, type) => {
  const { say, text, post } = await watched(begin, type);
  expect(text).toBe(begin);
  await post('https://app.test/', 'Xb4kQ9zLw0aT2mNc notifications 123456789012');
  expect(say).not.toHaveBeenCalled();
});

test('says nothing of what is not posted, and leaves the body to others', async () => {
  const { say, watch } = await watched('data: Xb4kQ9zLw0aT2mNc\n\n');
  await watch.asked(new Request('https://app.test/?Xb4kQ9zLw0aT2mNc'));
  expect(say).not.toHaveBeenCalled();
  const request = new Request('https://app.test/', { method: 'POST', body: 'Xb4kQ9zLw0aT2mNc' });
  await watch.asked(request);
  expect([say.mock.calls.length, await request.text()]).toEqual([1, 'Xb4kQ9zLw0aT2mNc']);
});
