import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { rootFolder } from '../lib/rootFolder.mjs';
import { bundleOptions } from './bundleOptions.mjs';
import { measureSize } from './measureSize.mjs';

/**
 * @typedef {{ path: string, minified: number, brotli: number }} Part a folder or module of an import, and what
 *   would be saved without it, in bytes
 */

/**
 * Measures what each folder, and each module, adds to what an import costs: it is bundled once more without
 * it. The parts do not add up to the whole: what is alike is compressed together.
 *
 * @param {string} source
 * @returns {Promise<{ folders: Part[], modules: Part[] }>} the largest first
 */
export async function measureParts(source) {
  const whole = await measureSize(source);
  const { metafile } = await build({ ...bundleOptions(source), metafile: true });
  const modules = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([path, { bytesInOutput }]) => path.startsWith('packages/') && bytesInOutput > 0)
    .map(([path]) => path);
  /** @param {string} path @param {string[]} left */
  const without = async (path, left) => {
    const { minified, brotli } = await measureSize(source, [hollow(left, modules)]);
    return { path, minified: whole.minified - minified, brotli: whole.brotli - brotli };
  };
  const folders = [...new Set(modules.map((path) => dirname(path)))];
  return {
    folders: await inTurn(folders, (folder) =>
      without(
        folder,
        modules.filter((path) => dirname(path) === folder),
      ),
    ),
    modules: await inTurn(modules, (path) => without(path, [path])),
  };
}

/**
 * Leaves nothing of modules but their names, which stand for all that they import.
 *
 * @param {string[]} modules
 * @param {string[]} all - the modules that are part of the import. What only development builds use is not.
 * @returns {import('esbuild').Plugin}
 */
const hollow = (modules, all) => ({
  name: 'hollow',
  setup(bundle) {
    bundle.onLoad({ filter: /\/packages\/.*\.js$/ }, ({ path }) => {
      if (!modules.some((module) => path.endsWith(`/${module}`))) return undefined;
      const code = readFileSync(path, 'utf8');
      const imports = [...code.matchAll(/^import \{ (.+) \} from '(.+)';$/gm)].filter(
        ([, , from = '']) =>
          !from.startsWith('.') || all.includes(relative(rootFolder, resolve(dirname(path), from))),
      );
      const used = imports.flatMap(([, names = '']) => names.replaceAll(/\w+ as /g, ''));
      const declared = code.matchAll(/^export (?:async )?(?:class|const|function\*?|let) (\w+)/gm);
      const names = Array.from(
        declared,
        ([, name = '']) => `export let ${name} = [${used.join()}];`,
      );
      return { contents: [...imports.map(([line]) => line), ...names].join('\n') };
    });
  },
});

/**
 * @param {string[]} paths
 * @param {(path: string) => Promise<Part>} measure
 */
async function inTurn(paths, measure) {
  const parts = [];
  for (const path of paths) parts.push(await measure(path));
  return parts.sort((a, b) => b.brotli - a.brotli);
}
