import { listFiles } from './listFiles.mjs';

/**
 * Every TypeScript project of the repository. `built` ones are packages: `tsc --build` compiles
 * them. The others are only checked.
 *
 * @returns {{ built: string[], checked: string[] }} paths of their tsconfig files, relative to the root
 */
export function typeProjects() {
  const all = listFiles(/(?:^|\/)tsconfig[^/]*\.json$/).filter((path) => path.includes('/'));
  const isBuilt = (/** @type {string} */ path) => /^packages\/[^/]+\/tsconfig\.json$/.test(path);
  return { built: all.filter(isBuilt), checked: all.filter((path) => !isBuilt(path)) };
}
