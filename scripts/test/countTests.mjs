/**
 * Adds up Jest's reports. A test file that could not run counts as one failed test, and so does a
 * run that left no report: neither may look like a success.
 *
 * @param {readonly (string | undefined)[]} reports JSON as written by `jest --outputFile`
 * @returns {{ passed: number, failed: number }}
 */
export function countTests(reports) {
  const counts = { passed: 0, failed: 0 };
  for (const report of reports) {
    if (report === undefined) {
      counts.failed += 1;
      continue;
    }
    /** @type {{ numPassedTests: number, numFailedTests: number, numRuntimeErrorTestSuites: number }} */
    const results = JSON.parse(report);
    counts.passed += results.numPassedTests;
    counts.failed += results.numFailedTests + results.numRuntimeErrorTestSuites;
  }
  return counts;
}
