import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { borderProblems } from '../borders/borderProblems.mjs';
import { borderRules } from '../borders/borderRules.mjs';
import { docsProblems } from '../docs/docsProblems.mjs';
import { rootFolder } from '../lib/rootFolder.mjs';
import { runTool } from '../lib/runTool.mjs';
import { lockFileProblems } from '../packages/lockFileProblems.mjs';
import { packageProblems } from '../packages/packageProblems.mjs';
import { checkSizes } from '../size/checkSizes.mjs';
import { typeProblems } from './typeProblems.mjs';

/**
 * All that is read, not run. Types come first: they build the packages, whose types the
 * linter and the later steps read.
 *
 * @type {import('./runSteps.mjs').CheckStep[]}
 */
export const checkSteps = [
  { name: 'types', run: typeProblems },
  { name: 'format', run: () => runTool('prettier', ['--check', '--log-level', 'warn', '.']) },
  {
    name: 'lint',
    run: () => runTool('eslint', ['--concurrency', '2', '--max-warnings', '0', '.']),
  },
  { name: 'borders', run: () => Promise.resolve(borderProblems(rootFolder, borderRules)) },
  { name: 'size', run: checkSizes },
  { name: 'unused', run: () => runTool('knip') },
  { name: 'packages', run: packageProblems },
  {
    name: 'lock',
    run: () =>
      Promise.resolve(
        lockFileProblems(readFileSync(join(rootFolder, 'package-lock.json'), 'utf8')),
      ),
  },
  { name: 'docs', run: docsProblems },
];
