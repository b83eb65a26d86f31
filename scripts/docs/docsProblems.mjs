import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../lib/listFiles.mjs';
import { rootFolder } from '../lib/rootFolder.mjs';
import { codeBlocks } from './codeBlocks.mjs';
import { compileBlocks } from './compileBlocks.mjs';
import { embeddingProblems } from './embeddingProblems.mjs';
import { forbiddenWords } from './forbiddenWords.mjs';
import { readLinked } from './readLinked.mjs';

/**
 * Checks every Markdown file: its TypeScript compiles, code that stands for a file is that file, and neither
 * it nor a package file names this machine.
 *
 * @returns {string[]} one line for each problem
 */
export function docsProblems() {
  const read = (/** @type {string} */ path) => ({
    path,
    text: readFileSync(join(rootFolder, path), 'utf8'),
  });
  const texts = listFiles('**/*.md').map(read);
  const packageFiles = listFiles(['**/package{,-lock}.json', '**/.npmrc']).map(read);
  const blocks = texts.flatMap(({ path, text }) =>
    codeBlocks(text).map((block) => ({ path, block })),
  );
  return [
    ...compileBlocks(blocks),
    ...texts.flatMap(({ path, text }) => embeddingProblems(path, text, readLinked(path))),
    ...[...texts, ...packageFiles].flatMap(({ path, text }) => forbiddenWords(path, text)),
  ];
}
