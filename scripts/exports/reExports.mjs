import ts from 'typescript';

/**
 * What an index passes on.
 *
 * @param {string} text of the index
 * @returns {{ names: Map<string, string>, problems: string[] }} `names`: each name with the module it
 *   comes from; `problems`: statements that are anything else than a list of names
 */
export function reExports(text) {
  const file = ts.createSourceFile('index.ts', text, ts.ScriptTarget.ES2022, true);
  /** @type {Map<string, string>} */
  const names = new Map();
  /** @type {string[]} */
  const problems = [];
  for (const statement of file.statements) {
    const { exportClause, moduleSpecifier } = ts.isExportDeclaration(statement)
      ? statement
      : /** @type {Partial<ts.ExportDeclaration>} */ ({});
    if (
      exportClause === undefined ||
      moduleSpecifier === undefined ||
      !ts.isNamedExports(exportClause) ||
      !ts.isStringLiteral(moduleSpecifier) ||
      exportClause.elements.some(({ propertyName }) => propertyName !== undefined)
    ) {
      problems.push(statement.getText(file));
      continue;
    }
    for (const { name } of exportClause.elements) names.set(name.text, moduleSpecifier.text);
  }
  return { names, problems };
}
