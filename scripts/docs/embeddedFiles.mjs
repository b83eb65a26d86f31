import { codeBlocks } from './codeBlocks.mjs';

/** A line that holds nothing but a link to a file: the code block after it is that file. */
const embedding = /^\[`[^`]+`\]\(([^):]+)\)$/;

/**
 * @typedef {object} EmbeddedFile
 * @property {string} target the file, as the link names it
 * @property {import('./codeBlocks.mjs').CodeBlock} block
 */

/**
 * The code blocks of a Markdown text that stand for files: each after a line with a link to its file.
 *
 * @param {string} markdown
 * @returns {EmbeddedFile[]}
 */
export function embeddedFiles(markdown) {
  const lines = markdown.split(/\r?\n/);
  return codeBlocks(markdown).flatMap((block) => {
    const [, target] = embedding.exec(lines[block.line - 4] ?? '') ?? [];
    return target === undefined ? [] : [{ target, block }];
  });
}
