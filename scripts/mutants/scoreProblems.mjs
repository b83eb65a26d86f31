/**
 * What is wrong with how many mutations the tests have noticed.
 *
 * @param {readonly import('./testMutations.mjs').Outcome[]} outcomes
 * @param {number} leastScore in percent
 * @returns {{ summary: string, problems: string[] }}
 */
export function scoreProblems(outcomes, leastScore) {
  /** @param {readonly import('./testMutations.mjs').Outcome[]} which */
  const count = (...which) => outcomes.filter((outcome) => which.includes(outcome)).length;
  const noticed = count('killed', 'timed out');
  // Not rounded up: 99.9 is not 100.
  const score = Math.floor((1000 * noticed) / outcomes.length) / 10;
  const problems = [];
  if (score < leastScore) {
    problems.push(`${score} % of the mutations are noticed; at least ${leastScore} % have to be`);
  }
  const broken = count('broken');
  if (broken > 0) problems.push(`${broken} mutation(s) cannot be loaded, and say nothing`);
  return { summary: `${noticed} of ${outcomes.length} mutations noticed, ${score} %`, problems };
}
