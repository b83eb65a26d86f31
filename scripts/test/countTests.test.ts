import { expect, test } from '@jest/globals';
import { countTests } from './countTests.mjs';

const report = (passed: number, failed: number, broken = 0): string =>
  JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numRuntimeErrorTestSuites: broken,
  });

test('adds up what passed and what failed', () => {
  expect(countTests([report(3, 1), report(4, 2)])).toEqual({ passed: 7, failed: 3 });
});

test('a test file that could not run is a failure', () => {
  expect(countTests([report(3, 0, 1)])).toEqual({ passed: 3, failed: 1 });
});

test('a run without a report is a failure', () => {
  expect(countTests([report(3, 0), undefined])).toEqual({ passed: 3, failed: 1 });
});
