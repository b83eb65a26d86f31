/**
 * @typedef {object} CodeBlock
 * @property {number} line of its first line of code, from 1
 * @property {string} info what follows the opening fence
 * @property {string} code
 */

/**
 * The fenced code blocks of a Markdown text.
 *
 * @param {string} markdown
 * @returns {CodeBlock[]}
 */
export function codeBlocks(markdown) {
  /** @type {CodeBlock[]} */
  const blocks = [];
  /** @type {{ fence: string, indent: number, block: CodeBlock } | undefined} */
  let open;
  markdown.split(/\r?\n/).forEach((text, index) => {
    const [, indent = '', fence = '', info = ''] = /^( *)(`{3,})(.*)$/.exec(text) ?? [];
    if (open === undefined) {
      if (fence === '' || info.includes('`')) return;
      open = {
        fence,
        indent: indent.length,
        block: { line: index + 2, info: info.trim(), code: '' },
      };
      blocks.push(open.block);
    } else if (fence.startsWith(open.fence) && info.trim() === '') {
      open = undefined;
    } else {
      open.block.code += `${text.slice(Math.min(open.indent, text.search(/\S|$/)))}\n`;
    }
  });
  return blocks;
}
