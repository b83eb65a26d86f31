/** `npm run mutants [-- FOLDER]`: whether unit tests notice faults in the core, those below a folder alone. */
import { setPriority } from 'node:os';
import { relative, resolve } from 'node:path';
import { ensureDependencies } from './lib/ensureDependencies.mjs';
import { rootFolder } from './lib/rootFolder.mjs';

ensureDependencies();
const { leastScore } = await import('./mutants/leastScore.mjs');
const { mutations } = await import('./mutants/mutations.mjs');
const { scoreProblems } = await import('./mutants/scoreProblems.mjs');
const { testMutations } = await import('./mutants/testMutations.mjs');

const [folder = 'packages'] = process.argv.slice(2);
const path = relative(resolve(rootFolder, 'packages'), resolve(rootFolder, folder));
const chosen = mutations.filter(({ file }) => path === '' || `${file}/`.startsWith(`${path}/`));
if (chosen.length === 0) {
  const folders = [
    ...new Set(mutations.map(({ file }) => `packages/${file.replace(/\/[^/]+$/, '')}`)),
  ];
  console.error(
    `Expected a folder or file with mutations, got ${folder}. There are:\n${folders.join('\n')}`,
  );
  process.exitCode = 2;
} else {
  // It takes minutes, in which other work goes first.
  setPriority(15);
  const outcomes = await testMutations(chosen, ({ file, fault }, outcome) => {
    console.log(`${outcome.padEnd(9)} ${file}: ${fault}`);
  });
  const { summary, problems } = scoreProblems(outcomes, leastScore);
  for (const problem of problems) console.error(problem);
  console.log(summary);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
