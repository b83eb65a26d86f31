import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { importCycles } from './importCycles.mjs';
import { importsOf } from './importsOf.mjs';
import { unportableGlobals } from './unportableGlobals.mjs';

const isSource = /^(?!.*\.test\.ts$)(?!testing\/).*\.ts$/;

/**
 * Holds the packages' sources against {@link import('./borderRules.mjs').borderRules}: imports,
 * globals, and that no file depends on itself by any way round.
 *
 * @param {string} root the folder that holds `packages/`
 * @param {typeof import('./borderRules.mjs').borderRules} rules
 * @returns {string[]} one line for each problem
 */
export function borderProblems(root, rules) {
  const names = readdirSync(join(root, 'packages')).filter((name) =>
    existsSync(join(root, 'packages', name, 'src')),
  );
  const files = names.flatMap((name) =>
    readdirSync(join(root, 'packages', name, 'src'), { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => isSource.test(path))
      .map((path) => ({ name, path: `packages/${name}/src/${path}` })),
  );
  const program = ts.createProgram(
    files.map(({ path }) => join(root, path)),
    {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      lib: ['lib.es2022.d.ts', 'lib.webworker.d.ts', 'lib.webworker.iterable.d.ts'],
      types: [],
      noResolve: true,
    },
  );
  const checker = program.getTypeChecker();
  /** @type {Map<string, string[]>} */
  const graph = new Map();
  /** @type {string[]} */
  const problems = names
    .filter((name) => rules[name] === undefined)
    .map((name) => `packages/${name} has no entry in the border rules`);

  for (const { name, path } of files) {
    const rule = rules[name];
    const file = program.getSourceFile(join(root, path));
    if (rule === undefined || file === undefined) continue;
    /** @type {string[]} */
    const dependencies = [];
    graph.set(path, dependencies);
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('.')) {
        const target = posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
        if (target.startsWith(`packages/${name}/src/`)) dependencies.push(target);
        else problems.push(`${path} reaches outside its package: ${specifier}`);
        if (isUpward(path, target, rule.layers)) {
          problems.push(`${path} imports upwards: ${specifier}`);
        }
        continue;
      }
      if (names.includes(specifier)) dependencies.push(`packages/${specifier}/src/index.ts`);
      const isAllowed = rule.imports.some(
        (allowed) => specifier === allowed || specifier.startsWith(`${allowed}/`),
      );
      if (!isAllowed) problems.push(`${path} imports ${specifier}, which ${name} may not`);
    }
    if (!rule.portable) continue;
    for (const { line, name: used } of unportableGlobals(file, checker)) {
      problems.push(`${path}:${line} uses ${used}, which not every platform has`);
    }
  }
  for (const cycle of importCycles(graph)) problems.push(`import cycle: ${cycle.join(' -> ')}`);
  return problems;
}

/**
 * Whether an import leads from a package's layer to a higher one, or to a folder that is no layer.
 *
 * @param {string} path
 * @param {string} target
 * @param {string[] | undefined} layers
 */
function isUpward(path, target, layers) {
  if (layers === undefined) return false;
  const [from, to] = [path, target].map((file) => layers.indexOf(file.split('/')[3] ?? ''));
  const isTop = path.split('/').length === 4;
  return !isTop && (to === -1 || Number(from) < Number(to));
}
