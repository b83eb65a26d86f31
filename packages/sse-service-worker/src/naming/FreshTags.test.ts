import { expect, test } from '@jest/globals';
import { FreshTags } from './FreshTags.js';

test('an EventSource that was just named is new, or may be older than the worker; once', () => {
  const tags = new FreshTags();
  tags.add('new', false);
  tags.add('older', true);
  expect([tags.has('new'), tags.take('new'), tags.has('new')]).toEqual([true, false, false]);
  expect([tags.take('older'), tags.take('new')]).toEqual([true, true]);
});

test('one that comes with a name that nobody remembers may have been on a stream', () => {
  expect(new FreshTags().take('unknown')).toBe(true);
});

test('a thousand are remembered that have not come back yet', () => {
  const tags = new FreshTags();
  for (let n = 0; n <= 1000; n++) tags.add(`tag ${n}`, false);
  expect([tags.has('tag 0'), tags.has('tag 1'), tags.has('tag 1000')]).toEqual([false, true, true]);
});
