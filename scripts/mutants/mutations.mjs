import { coreMutations } from './coreMutations.mjs';
import { workerMutations } from './workerMutations.mjs';

/**
 * A fault that somebody might make, in one place of the core, and the unit tests that are to notice it.
 *
 * @typedef {object} Mutation
 * @property {string} fault what is wrong then, in words
 * @property {string} file path below `packages`
 * @property {string} from the code, which stands there exactly once
 * @property {string} to what it becomes
 * @property {string} tests path of the test file, below the file's package's `src`
 */

/** @type {readonly Mutation[]} */
export const mutations = [...coreMutations, ...workerMutations];
