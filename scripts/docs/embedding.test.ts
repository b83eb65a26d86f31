import { describe, expect, test } from '@jest/globals';
import { embeddingProblems } from './embeddingProblems.mjs';
import { withFilesEmbedded } from './withFilesEmbedded.mjs';

const files: Readonly<Record<string, string>> = { '../a.ts': 'one\n\ntwo\n', 'b.conf': 'three\n' };
const read = (target: string): string | undefined => files[target];

const embed = (label: string, target: string, code: string): string =>
  `Text.\n\n[\`${label}\`](${target})\n\n\`\`\`ts\n${code}\`\`\`\n\nMore text.\n`;

const upToDate = embed('a.ts', '../a.ts', 'one\n\ntwo\n') + embed('b', 'b.conf', 'three\n');
const outOfDate = embed('a.ts', '../a.ts', 'once\n') + embed('b', 'b.conf', 'three\nfour\n');

describe('a code block after a link to a file', () => {
  test('is no problem while it is the file', () => {
    expect(embeddingProblems('docs/x.md', upToDate, read)).toEqual([]);
  });

  test('is a problem, with its place, when the file differs', () => {
    expect(embeddingProblems('docs/x.md', outOfDate, read)).toEqual([
      'docs/x.md:6 is not what the file is: ../a.ts (npm run recipes writes it)',
      'docs/x.md:15 is not what the file is: b.conf (npm run recipes writes it)',
    ]);
  });

  test('is a problem when there is no such file', () => {
    const [problem] = embeddingProblems('x.md', embed('c', 'c.ts', 'five\n'), read);
    expect(problem).toContain('stands for a file that does not exist: c.ts');
  });

  test('is written anew from the file, however long it was', () => {
    expect(withFilesEmbedded(outOfDate, read)).toBe(upToDate);
    expect(withFilesEmbedded(upToDate, read)).toBe(upToDate);
  });
});

test.each([
  ['a link in a sentence', 'See [`a.ts`](../a.ts).\n\n```ts\nother\n```\n'],
  ['a link elsewhere', '[`a`](https://example.com/a)\n\n```ts\nother\n```\n'],
  ['text between', '[`a.ts`](../a.ts)\n\nText.\n\n```ts\nother\n```\n'],
])('a code block after %s stands for itself', (_, markdown) => {
  expect(embeddingProblems('x.md', markdown, read)).toEqual([]);
  expect(withFilesEmbedded(markdown, read)).toBe(markdown);
});
