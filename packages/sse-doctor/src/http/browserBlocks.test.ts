import { expect, test } from '@jest/globals';
import { browserBlocks } from './browserBlocks.js';

test.each([
  ['https://app.test', 'http://api.test/events', 'mixed-content'],
  ['https://app.test', 'http://localhost:3000/events', undefined],
  ['https://app.test', 'http://127.0.0.1:3000/events', undefined],
  ['http://app.test', 'http://api.test/events', undefined],
  ['https://app.test', 'https://api.test:6000/events', 'bad-port'],
  ['https://app.test', 'https://user:secret@api.test/events', 'userinfo'],
  ['https://app.test', 'https://api.test/events', undefined],
])('a page of %s that asks for %s: %s', (origin, url, block) => {
  expect(browserBlocks(origin, new URL(url))).toBe(block);
});
