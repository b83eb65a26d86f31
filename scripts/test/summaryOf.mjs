/** Chance explains so many second attempts on a busy machine; more are a weakness of the tests or the code. */
const maxSecondAttempts = 2;

/**
 * The last lines of a run, the counts in the very last one.
 *
 * @param {import('./countTests.mjs').TestCounts} counts
 * @param {readonly string[]} failedSteps names of what failed besides, or with, the tests
 * @returns {{ text: string, succeeded: boolean }}
 */
export function summaryOf({ passed, failed, secondAttempts }, failedSteps) {
  const lines = failedSteps.length > 0 ? [`Failed: ${failedSteps.join(', ')}`] : [];
  const isShaky = secondAttempts.length > maxSecondAttempts;
  if (secondAttempts.length > 0) {
    const verdict = isShaky ? `, more than ${maxSecondAttempts}: failed` : '';
    lines.push(`${secondAttempts.length} passed at the second attempt${verdict}`);
    lines.push(...secondAttempts.map((name) => `  ${name}`));
  }
  lines.push(`${passed} passed, ${failed} failed`);
  return {
    text: lines.join('\n'),
    succeeded: failed === 0 && failedSteps.length === 0 && !isShaky,
  };
}
