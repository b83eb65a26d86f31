import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { rootFolder } from '../lib/rootFolder.mjs';
import { leastScore } from './leastScore.mjs';
import { mutated } from './mutated.mjs';
import { mutations } from './mutations.mjs';
import { scoreProblems } from './scoreProblems.mjs';

const packages = join(rootFolder, 'packages');

test.each(mutations)('a mutation has its place, and its tests: $fault', (mutation) => {
  const source = readFileSync(join(packages, mutation.file), 'utf8');
  expect(mutated(source, mutation)).not.toBe(source);
  const folder = mutation.file.replace(/\/src\/.*/, '/src');
  expect(existsSync(join(packages, folder, mutation.tests))).toBe(true);
});

describe('a mutation', () => {
  const mutation = { fault: 'x', file: 'a.ts', from: 'one', to: '$&two', tests: 'a.test.ts' };

  test('replaces its place with what is written, to the letter', () => {
    expect(mutated('zero one', mutation)).toBe('zero $&two');
  });

  test.each([
    ['zero', 0],
    ['one one', 2],
  ])('is refused where its place is gone or not the only one: %s', (source, count) => {
    expect(() => mutated(source, mutation)).toThrow(`found it ${count} times: "one"`);
  });
});

describe('the score', () => {
  test('is held: all mutations are noticed', () => {
    expect(leastScore).toBe(100);
  });

  test('counts tests that never end as tests that fail', () => {
    expect(scoreProblems(['killed', 'timed out'], 100)).toEqual({
      summary: '2 of 2 mutations noticed, 100 %',
      problems: [],
    });
  });

  test('that falls is a problem', () => {
    const { summary, problems } = scoreProblems(['killed', 'killed', 'survived'], 100);
    expect(summary).toBe('2 of 3 mutations noticed, 66.6 %');
    expect(problems).toEqual(['66.6 % of the mutations are noticed; at least 100 % have to be']);
  });

  test('says nothing of a mutation that does not load', () => {
    expect(scoreProblems(['killed', 'broken'], 50).problems).toEqual([
      '1 mutation(s) cannot be loaded, and say nothing',
    ]);
  });
});
