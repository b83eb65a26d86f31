/**
 * @typedef {object} TestCounts
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} secondAttempts full names of the tests that passed at the second attempt
 */

/**
 * Adds up Jest's reports. A test file that could not run counts as one failed test, and so does a
 * run that left no report: neither may look like a success.
 *
 * @param {readonly (string | undefined)[]} reports JSON as written by `jest --outputFile`
 * @returns {TestCounts}
 */
export function countTests(reports) {
  /** @type {TestCounts} */
  const counts = { passed: 0, failed: 0, secondAttempts: [] };
  for (const report of reports) {
    if (report === undefined) {
      counts.failed += 1;
      continue;
    }
    /** @typedef {{ fullName: string, status: string, invocations?: number }} Assertion */
    /**
     * @type {{
     *   numPassedTests: number,
     *   numFailedTests: number,
     *   numRuntimeErrorTestSuites: number,
     *   testResults: { assertionResults: Assertion[] }[],
     * }}
     */
    const results = JSON.parse(report);
    counts.passed += results.numPassedTests;
    counts.failed += results.numFailedTests + results.numRuntimeErrorTestSuites;
    for (const { fullName, status, invocations = 1 } of results.testResults.flatMap(
      ({ assertionResults }) => assertionResults,
    )) {
      if (status === 'passed' && invocations > 1) counts.secondAttempts.push(fullName);
    }
  }
  return counts;
}
