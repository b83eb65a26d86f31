import { expect, test } from '@jest/globals';
import { countTests } from './countTests.mjs';

const report = (passed: number, failed: number, broken = 0, assertionResults = [{}]): string =>
  JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numRuntimeErrorTestSuites: broken,
    testResults: [{ assertionResults }],
  });

test('adds up what passed and what failed', () => {
  expect(countTests([report(3, 1), report(4, 2)])).toMatchObject({ passed: 7, failed: 3 });
});

test('a test file that could not run is a failure', () => {
  expect(countTests([report(3, 0, 1)])).toMatchObject({ passed: 3, failed: 1 });
});

test('a run without a report is a failure', () => {
  expect(countTests([report(3, 0), undefined])).toMatchObject({ passed: 3, failed: 1 });
});

test('names what passed at the second attempt, and only that', () => {
  const results = [
    { fullName: 'at once', status: 'passed', invocations: 1 },
    { fullName: 'in the end', status: 'passed', invocations: 2 },
    { fullName: 'never', status: 'failed', invocations: 2 },
  ];
  expect(countTests([report(2, 1, 0, results)]).secondAttempts).toEqual(['in the end']);
});
