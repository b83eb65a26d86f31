import { embeddedFiles } from './embeddedFiles.mjs';

/**
 * Code blocks of a Markdown text that are not what the files are that they stand for.
 *
 * @param {string} path of the text, for the message
 * @param {string} markdown
 * @param {(target: string) => string | undefined} read the text of a file that a link names
 * @returns {string[]} one line for each problem
 */
export function embeddingProblems(path, markdown, read) {
  return embeddedFiles(markdown).flatMap(({ target, block }) => {
    const text = read(target);
    if (text === block.code) return [];
    const problem =
      text === undefined ? 'stands for a file that does not exist' : 'is not what the file is';
    return [`${path}:${block.line} ${problem}: ${target} (npm run recipes writes it)`];
  });
}
