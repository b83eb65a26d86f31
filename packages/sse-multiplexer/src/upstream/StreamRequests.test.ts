import { expect, test } from '@jest/globals';
import { StreamRequests } from './StreamRequests.js';

const request = (token: number | string): Request =>
  new Request(`https://app.test/events?token=${token}`);

const noted = (...tokens: (number | string)[]): StreamRequests => {
  const requests = new StreamRequests();
  for (const token of tokens) requests.note(request(token));
  return requests;
};

test('before the first there is none', () => {
  expect(noted().newest).toBeUndefined();
});

test('the URL that came up last is the newest; one that comes back is not', () => {
  expect(noted(1, 2, 1).newest?.url).toBe(request(2).url);
});

test('another fragment makes no other URL', () => {
  expect(noted('1', '1#top').newest?.url).toBe(request(1).url);
  expect(StreamRequests.haveSameUrl(request('1#a'), request('1#b'))).toBe(true);
  expect(StreamRequests.haveSameUrl(request(1), request(2))).toBe(false);
});

test('one that was refused is none of the newest, until it is accepted', () => {
  const requests = noted(1, 2);
  requests.answered(request(2), true);
  expect(requests.isRefused(request(2))).toBe(true);
  expect(requests.newest?.url).toBe(request(1).url);
  requests.note(request(2));
  expect(requests.newest?.url).toBe(request(1).url);
  requests.answered(request(2), false);
  expect(requests.isRefused(request(2))).toBe(false);
  expect(requests.newest?.url).toBe(request(2).url);
});

test('where all were refused it is the last', () => {
  const requests = noted(1, 2);
  requests.answered(request(2), true);
  requests.answered(request(1), true);
  expect(requests.newest?.url).toBe(request(2).url);
});

test('the only URL is not held to be refused: it is the stream that was', () => {
  const requests = noted(1);
  requests.answered(request(1), true);
  expect(requests.isRefused(request(1))).toBe(false);
});

test('no more than 100 are remembered', () => {
  const requests = noted(...Array.from({ length: 101 }, (_, index) => index));
  requests.answered(request(0), true);
  requests.answered(request(1), true);
  expect([0, 1].map((token) => requests.isRefused(request(token)))).toEqual([false, true]);
});
