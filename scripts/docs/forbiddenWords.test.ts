import { expect, test } from '@jest/globals';
import { forbiddenWords } from './forbiddenWords.mjs';

test.each([
  ['run it in `/home/someone/app`'],
  ['(/tmp/log.txt)'],
  ['C:\\Users\\someone'],
  ['"resolved": "https://registry.example.com/a.tgz"'],
  ['https://npm.registry.example.com/'],
])('%s is reported with its line', (text) => {
  expect(forbiddenWords('a.md', `fine\n${text}`)).toEqual([
    expect.stringMatching(/^a\.md:2 names a/),
  ]);
});

test.each([
  ['https://example.com/work/log'],
  ['src/tmp/a.ts'],
  ['/events/work'],
  ['$(mktemp -d)/workbox-sse'],
  ['the hub registry. Each entry'],
])('%s is left alone', (text) => {
  expect(forbiddenWords('a.md', text)).toEqual([]);
});
