import { embeddedFiles } from './embeddedFiles.mjs';

/**
 * A Markdown text with each code block that stands for a file replaced by that file.
 *
 * @param {string} markdown
 * @param {(target: string) => string | undefined} read the text of a file that a link names; a block
 *   whose file does not exist stays as it is
 * @returns {string}
 */
export function withFilesEmbedded(markdown, read) {
  const lines = markdown.split('\n');
  // From the last to the first, so that line numbers hold.
  for (const { target, block } of embeddedFiles(markdown).reverse()) {
    const text = read(target);
    if (text === undefined) continue;
    const count = block.code.split('\n').length - 1;
    lines.splice(block.line - 1, count, ...text.split('\n').slice(0, -1));
  }
  return lines.join('\n');
}
