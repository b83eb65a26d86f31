import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../lib/listFiles.mjs';
import { rootFolder } from '../lib/rootFolder.mjs';
import { optionsPage } from '../reference/optionsPage.mjs';
import { codeBlocks } from './codeBlocks.mjs';
import { compileBlocks } from './compileBlocks.mjs';
import { embeddingProblems } from './embeddingProblems.mjs';
import { forbiddenWords } from './forbiddenWords.mjs';
import { readLinked } from './readLinked.mjs';

/**
 * Checks every Markdown file: its TypeScript compiles, code that stands for a file is that file, the page of
 * options is what the types say, and neither it nor a package file names this machine.
 *
 * @returns {Promise<string[]>} one line for each problem
 */
export async function docsProblems() {
  const read = (/** @type {string} */ path) => ({
    path,
    text: readFileSync(join(rootFolder, path), 'utf8'),
  });
  const texts = listFiles('**/*.md').map(read);
  const packageFiles = listFiles(['**/package{,-lock}.json', '**/.npmrc']).map(read);
  const blocks = texts.flatMap(({ path, text }) =>
    codeBlocks(text).map((block) => ({ path, block })),
  );
  const options = texts.find(({ path }) => path === 'docs/options.md')?.text;
  return [
    ...(options === (await optionsPage())
      ? []
      : ['docs/options.md is not what the types say: npm run options']),
    ...compileBlocks(blocks),
    ...texts.flatMap(({ path, text }) => embeddingProblems(path, text, readLinked(path))),
    ...[...texts, ...packageFiles].flatMap(({ path, text }) => forbiddenWords(path, text)),
  ];
}
