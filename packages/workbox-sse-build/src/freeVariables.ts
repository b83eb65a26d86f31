import { parse } from 'acorn';
import { analyze } from 'eslint-scope';
import type { Program } from 'estree';
import { workerGlobals } from './workerGlobals.js';

/**
 * The names that an expression uses and neither defines itself nor finds in a worker, sorted.
 *
 * @throws SyntaxError if the text is no expression.
 */
export function freeVariables(source: string): string[] {
  const options = { ecmaVersion: 2024, sourceType: 'script', ranges: true } as const;
  // The two packages' types differ in what no program shows.
  const program = parse(`(${source}\n);`, options) as unknown as Program;
  const { globalScope } = analyze(program, options);
  const names = (globalScope?.through ?? [])
    .map(({ identifier }) => identifier.name)
    .filter((name) => !workerGlobals.has(name));
  return [...new Set(names)].sort();
}
