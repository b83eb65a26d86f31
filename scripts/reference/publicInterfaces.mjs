import ts from 'typescript';

/**
 * @typedef {object} PublicInterface
 * @property {string} name
 * @property {string} doc
 * @property {string[]} bases names of what it extends
 * @property {{ name: string, type: string, doc: string }[]} members
 */

/**
 * The interfaces and named types of a TypeScript source that are marked `@public`, with what is written
 * about them. A named type has no members.
 *
 * @param {string} path for messages
 * @param {string} text
 * @returns {PublicInterface[]}
 */
export function publicInterfaces(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return file.statements
    .filter((node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
    .filter((node) => ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'public'))
    .map((node) => ({
      name: node.name.text,
      doc: docOf(node),
      bases: ((ts.isInterfaceDeclaration(node) ? node.heritageClauses : undefined) ?? []).flatMap(
        ({ types }) => types.map((type) => type.getText()),
      ),
      members: (ts.isInterfaceDeclaration(node) ? [...node.members] : [])
        .filter(ts.isPropertySignature)
        .map((member) => ({
          name: member.name.getText(),
          type:
            member.type
              ?.getText()
              .replace(/\/\*[^]*?\*\/|\breadonly /g, '')
              .replace(/\s+/g, ' ') ?? '',
          doc: docOf(member),
        })),
    }));
}

/**
 * @param {ts.Node} node
 * @returns {string} Markdown; what is linked stands as code
 */
function docOf(node) {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return comments
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join('\n\n')
    .replace(/\{@link ([^}]+)\}/g, '`$1`');
}
