import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../lib/rootFolder.mjs';
import { measureSizes } from './measureSizes.mjs';
import { sizeBudget } from './sizeBudget.mjs';
import { sizeProblems } from './sizeProblems.mjs';
import { staleSizes } from './staleSizes.mjs';

/**
 * Holds the built packages against the budget, and README.md's table against them.
 *
 * @returns {Promise<string[]>} one line for each problem
 */
export async function checkSizes() {
  const sizes = await measureSizes(sizeBudget);
  const readme = readFileSync(join(rootFolder, 'README.md'), 'utf8');
  return [...sizeProblems(sizes), ...staleSizes(readme, sizes)];
}
