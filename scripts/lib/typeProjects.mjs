import { listFiles } from './listFiles.mjs';

/**
 * Every TypeScript project of the repository. `built` ones are packages: `tsc --build` compiles
 * them. The others are only checked.
 *
 * @returns {{ built: string[], checked: string[] }} paths of their tsconfig files, relative to the root
 */
export function typeProjects() {
  const built = listFiles('packages/*/tsconfig.json');
  const checked = listFiles('*/**/tsconfig*.json').filter((path) => !built.includes(path));
  return { built, checked };
}
