/**
 * A named part of the check. `run` resolves to the problems that it found, one line each.
 *
 * @typedef {{ name: string, run: () => Promise<string[]> }} CheckStep
 */

/**
 * Runs steps one after the other, with their time; a failed one does not keep the next from running.
 *
 * @param {readonly CheckStep[]} steps
 * @param {(line: string) => void} [print] replaceable for tests
 * @returns {Promise<string[]>} the names of the failed steps
 */
export async function runSteps(steps, print = console.log) {
  /** @type {string[]} */
  const failed = [];
  for (const { name, run } of steps) {
    print(`\n== ${name}`);
    const started = performance.now();
    /** @type {string[]} */
    let problems;
    try {
      problems = await run();
    } catch (error) {
      problems = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    }
    for (const problem of problems) print(problem);
    if (problems.length > 0) failed.push(name);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    print(`== ${name}: ${problems.length > 0 ? 'FAILED' : 'ok'} (${seconds} s)`);
  }
  return failed;
}
