import { mkdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { rootFolder } from './rootFolder.mjs';

/** Scripts know their own place, so that they cannot be moved into a bundle. */
const keepScripts = {
  name: 'keep-scripts',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: /^\..*\.mjs$/ }, ({ path, resolveDir }) => ({
      path: pathToFileURL(resolve(resolveDir, path)).href,
      external: true,
    }));
  },
};

/**
 * Runs a program that is written in TypeScript: a file that exports `main`.
 *
 * @param {string} path of that file, relative to the root
 * @param {readonly string[]} args of the command line
 * @returns {Promise<number>} the exit status
 */
export async function runProgram(path, args) {
  // Each process has a folder of its own, so that two do not pull files from under each other.
  const folder = join(rootFolder, '.cache', 'programs', String(process.pid));
  const outfile = join(folder, basename(path).replace(/\.ts$/, '.mjs'));
  mkdirSync(folder, { recursive: true });
  try {
    await build({
      entryPoints: [join(rootFolder, path)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      plugins: [keepScripts],
      logLevel: 'warning',
    });
    /** @type {{ main: (args: readonly string[]) => Promise<number> }} */
    const { main } = await import(pathToFileURL(outfile).href);
    return await main(args);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
