import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../lib/listFiles.mjs';
import { rootFolder } from '../lib/rootFolder.mjs';
import { codeBlocks } from './codeBlocks.mjs';
import { compileBlocks } from './compileBlocks.mjs';
import { forbiddenWords } from './forbiddenWords.mjs';

/**
 * Checks every Markdown file: its TypeScript compiles, and neither it nor a package file names this
 * machine.
 *
 * @returns {string[]} one line for each problem
 */
export function docsProblems() {
  const read = (/** @type {string} */ path) => ({
    path,
    text: readFileSync(join(rootFolder, path), 'utf8'),
  });
  const texts = listFiles(/\.md$/).map(read);
  const packageFiles = listFiles(/(?:^|\/)(?:package(?:-lock)?\.json|\.npmrc)$/).map(read);
  const blocks = texts.flatMap(({ path, text }) =>
    codeBlocks(text).map((block) => ({ path, block })),
  );
  return [
    ...compileBlocks(blocks),
    ...[...texts, ...packageFiles].flatMap(({ path, text }) => forbiddenWords(path, text)),
  ];
}
