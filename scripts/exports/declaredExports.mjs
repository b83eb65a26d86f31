import ts from 'typescript';

/**
 * What a file exports. An export without a declaration of its own goes by its whole text, as a value:
 * such lists belong into an index.
 *
 * @param {string} path only for its extension
 * @param {string} text
 * @returns {{ name: string, isValue: boolean, isPublic: boolean }[]} `isPublic`: its docstring says
 *   `@public`
 */
export function declaredExports(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  return file.statements.filter(isExported).flatMap((statement) => {
    const isPublic = ts.getJSDocTags(statement).some(({ tagName }) => tagName.text === 'public');
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({ name }) => ({
        name: name.getText(file),
        isValue: true,
        isPublic,
      }));
    }
    const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    const isNamed =
      isType || ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
    const name = isNamed ? (statement.name?.text ?? 'default') : statement.getText(file);
    return [{ name, isValue: !isType, isPublic }];
  });
}

/** @param {ts.Statement} statement */
function isExported(statement) {
  return (
    ts.isExportAssignment(statement) ||
    ts.isExportDeclaration(statement) ||
    (ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true)
  );
}
