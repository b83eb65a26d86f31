import { expect, test } from '@jest/globals';
import { FreshTags } from './FreshTags.js';

test('an EventSource that was named in this run is new, or may be older than the worker', () => {
  const tags = new FreshTags();
  tags.add('new', false);
  tags.add('older', true);
  expect([tags.has('new'), tags.mayReturn('new'), tags.mayReturn('new')]).toEqual([
    ...[true, false, false],
  ]);
  expect(tags.mayReturn('older')).toBe(true);
});

test('one that comes with a name that nobody remembers may have been on a stream', () => {
  expect(new FreshTags().mayReturn('unknown')).toBe(true);
});

test('the newest thousand are remembered', () => {
  const tags = new FreshTags();
  for (let n = 0; n <= 1000; n++) tags.add(`tag ${n}`, false);
  expect([tags.has('tag 0'), tags.has('tag 1'), tags.has('tag 1000')]).toEqual([false, true, true]);
});
