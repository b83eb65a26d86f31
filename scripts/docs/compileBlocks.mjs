import ts from 'typescript';
import { rootFolder } from '../lib/rootFolder.mjs';

/** @type {Record<string, { lib: string[], types: string[] }>} */
const places = {
  worker: {
    lib: ['lib.es2022.d.ts', 'lib.webworker.d.ts', 'lib.webworker.iterable.d.ts'],
    types: [],
  },
  page: { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: [] },
  node: { lib: ['lib.es2022.d.ts'], types: ['node'] },
};

/**
 * Type-checks the TypeScript blocks of Markdown files against the built packages, as strictly as the
 * packages themselves. Each block is a module of its own. What follows `ts` says where it runs:
 * `page`, `node` or, by default, `worker`.
 *
 * @param {{ path: string, block: import('./codeBlocks.mjs').CodeBlock }[]} blocks
 * @returns {string[]} one line for each problem, located in the Markdown file
 */
export function compileBlocks(blocks) {
  const typescript = blocks.flatMap(({ path, block }) => {
    const [, place] = /^(?:ts|typescript)(?:\s+(\S+))?$/.exec(block.info) ?? [];
    return /^(?:ts|typescript)\b/.test(block.info)
      ? [{ path, block, place: place ?? 'worker' }]
      : [];
  });
  const problems = typescript
    .filter(({ place }) => places[place] === undefined)
    .map(
      ({ path, block, place }) => `${path}:${block.line - 1} runs in an unknown place: ${place}`,
    );
  for (const [name, { lib, types }] of Object.entries(places)) {
    /** @type {Map<string, (typeof typescript)[number]>} */
    const modules = new Map();
    for (const entry of typescript) {
      if (entry.place !== name) continue;
      modules.set(`${rootFolder.replaceAll('\\', '/')}${entry.path}.${entry.block.line}.ts`, entry);
    }
    if (modules.size > 0) problems.push(...check(modules, lib, types));
  }
  return problems;
}

/**
 * @param {Map<string, { path: string, block: import('./codeBlocks.mjs').CodeBlock }>} modules
 * @param {string[]} lib
 * @param {string[]} types
 * @returns {string[]}
 */
function check(modules, lib, types) {
  /** @type {ts.CompilerOptions} */
  const options = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    noEmit: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    lib,
    types,
  };
  const disk = ts.createCompilerHost(options);
  /** @type {ts.CompilerHost} */
  const host = {
    ...disk,
    fileExists: (path) => modules.has(path) || disk.fileExists(path),
    readFile: (path) => modules.get(path)?.block.code ?? disk.readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const entry = modules.get(path);
      return entry === undefined
        ? disk.getSourceFile(path, version, ...rest)
        : ts.createSourceFile(path, entry.block.code, version);
    },
  };
  const program = ts.createProgram([...modules.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    const entry = file && modules.get(file.fileName);
    if (file === undefined || entry === undefined) return `${file?.fileName ?? ''} ${message}`;
    const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
    return `${entry.path}:${entry.block.line + line} ${message}`;
  });
}
