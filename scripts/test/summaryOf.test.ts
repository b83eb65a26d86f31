import { expect, test } from '@jest/globals';
import { summaryOf } from './summaryOf.mjs';

test('the last line counts, alone', () => {
  expect(summaryOf({ passed: 7, failed: 0, secondAttempts: [] }, [])).toEqual({
    text: '7 passed, 0 failed',
    succeeded: true,
  });
});

test('a failed test or a failed step fails the run', () => {
  expect(summaryOf({ passed: 7, failed: 1, secondAttempts: [] }, []).succeeded).toBe(false);
  expect(summaryOf({ passed: 7, failed: 0, secondAttempts: [] }, ['lint', 'docs'])).toEqual({
    text: 'Failed: lint, docs\n7 passed, 0 failed',
    succeeded: false,
  });
});

test('second attempts are told, and named', () => {
  expect(summaryOf({ passed: 7, failed: 0, secondAttempts: ['a', 'b'] }, [])).toEqual({
    text: '2 passed at the second attempt\n  a\n  b\n7 passed, 0 failed',
    succeeded: true,
  });
});

test('more than two of them fail the run', () => {
  const { text, succeeded } = summaryOf({ passed: 7, failed: 0, secondAttempts: [...'abc'] }, []);
  expect(succeeded).toBe(false);
  expect(text).toMatch(/^3 passed at the second attempt, more than 2: failed$/m);
});
