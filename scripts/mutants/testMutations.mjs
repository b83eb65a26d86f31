import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { x } from 'tinyexec';
import { listFiles } from '../lib/listFiles.mjs';
import { rootFolder } from '../lib/rootFolder.mjs';
import { mutated } from './mutated.mjs';

/** What units and Jest's configuration need. */
const needed = ['package.json', 'jest.config.ts', 'packages/*/package.json', 'packages/*/src/**'];
const alsoNeeded = ['fixtures/streams/**', 'e2e/kit/*.{mjs,ts}', 'scripts/**/*.mjs'];

/** Milliseconds for one run: tests that a fault keeps from ending have noticed it. */
const PATIENCE = 180_000;

/**
 * What became of a mutation: tests have failed or never ended, all have passed, or nothing could be told.
 *
 * @typedef {'killed' | 'timed out' | 'survived' | 'broken'} Outcome
 */

/**
 * Runs the tests of each mutation on a copy of the sources that has its fault, one after the other.
 *
 * @param {readonly import('./mutations.mjs').Mutation[]} mutations
 * @param {(mutation: import('./mutations.mjs').Mutation, outcome: Outcome) => void} tell
 * @returns {Promise<Outcome[]>} in the order of the mutations
 * @throws {Error} if tests fail on the sources as they are
 */
export async function testMutations(mutations, tell) {
  // Within the repository, so that the copy finds what is installed.
  const copy = join(rootFolder, '.cache', 'mutants', randomUUID());
  try {
    for (const path of listFiles([...needed, ...alsoNeeded])) {
      cpSync(join(rootFolder, path), join(copy, path));
    }
    const sound = await runTests(copy, [...new Set(mutations.map(testsOf))]);
    if (sound !== 'survived') throw new Error(`The tests fail without a fault: ${sound}`);
    /** @type {Outcome[]} */
    const outcomes = [];
    for (const mutation of mutations) {
      const path = join(copy, 'packages', mutation.file);
      const source = readFileSync(path, 'utf8');
      writeFileSync(path, mutated(source, mutation));
      const outcome = await runTests(copy, [testsOf(mutation)]);
      writeFileSync(path, source);
      outcomes.push(outcome);
      tell(mutation, outcome);
    }
    return outcomes;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** @param {import('./mutations.mjs').Mutation} mutation */
function testsOf({ file, tests }) {
  return join('packages', dirname(file).replace(/\/src\/.*/, '/src'), tests);
}

/**
 * @param {string} folder
 * @param {readonly string[]} tests
 * @returns {Promise<Outcome>}
 */
async function runTests(folder, tests) {
  const report = join(folder, 'report.json');
  rmSync(report, { force: true });
  const args = ['--selectProjects', 'unit', '-w', '1', '--json', '--outputFile', report];
  await x('jest', [...args, '--runTestsByPath', ...tests], {
    nodeOptions: { cwd: folder },
    timeout: PATIENCE,
  });
  if (!existsSync(report)) return 'timed out';
  /** @type {{ numFailedTests: number, numPassedTests: number, numRuntimeErrorTestSuites: number }} */
  const { numFailedTests, numPassedTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  if (numFailedTests > 0) return 'killed';
  return numRuntimeErrorTestSuites > 0 || numPassedTests === 0 ? 'broken' : 'survived';
}
