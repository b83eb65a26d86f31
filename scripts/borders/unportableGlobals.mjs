import { basename } from 'node:path';
import ts from 'typescript';
import { portableGlobals } from './portableGlobals.mjs';

/**
 * Uses of globals that only pages or workers have: `self`, `caches`, `FetchEvent` and the like, as a
 * value, as a type or through `globalThis`; and ambient declarations, which would smuggle them in.
 *
 * @param {ts.SourceFile} file
 * @param {ts.TypeChecker} checker
 * @returns {{ line: number, name: string }[]} `line` counts from 1
 */
export function unportableGlobals(file, checker) {
  /** @type {{ line: number, name: string }[]} */
  const found = [];
  /** @param {ts.Node} node @param {string} name */
  const add = (node, name) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    found.push({ line: line + 1, name });
  };
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (node.kind === ts.SyntaxKind.DeclareKeyword) add(node, 'declare');
    if (ts.isIdentifier(node) && !portableGlobals.has(node.text)) {
      const symbol = checker.getSymbolAtLocation(node);
      if (symbol !== undefined && isPlatformGlobal(symbol)) add(node, node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/**
 * Declared at the top of TypeScript's page or worker library, as something that exists at run time.
 *
 * @param {ts.Symbol} symbol
 */
function isPlatformGlobal(symbol) {
  const declarations = symbol.declarations ?? [];
  return (
    (symbol.flags & ts.SymbolFlags.Value) !== 0 &&
    declarations.length > 0 &&
    declarations.every((declaration) => {
      const isTopLevel = ts.isVariableDeclaration(declaration)
        ? ts.isSourceFile(declaration.parent.parent.parent)
        : ts.isSourceFile(declaration.parent);
      const library = basename(declaration.getSourceFile().fileName);
      return isTopLevel && /^lib\.(?:dom|webworker)\b/.test(library);
    })
  );
}
