import { join } from 'node:path';
import { build } from 'esbuild';
import { sourceAlias } from './sourceAlias.mjs';

const packages = join(import.meta.dirname, '..');

/**
 * Bundles the worker's half into one script for `importScripts`, with nothing of Workbox in it.
 *
 * @param {'development' | 'production'} mode
 * @returns {Promise<{ fileName: string, code: string, map: string }>}
 */
export async function buildClassicScript(mode) {
  const fileName = `workbox-sse.${mode === 'production' ? 'prod' : 'dev'}.js`;
  const { outputFiles } = await build({
    entryPoints: [join(packages, 'workbox-sse-build/worker/main.ts')],
    outfile: join(packages, 'workbox-sse-build/build', fileName),
    alias: sourceAlias,
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    bundle: true,
    minify: mode === 'production',
    format: 'iife',
    target: 'es2022',
    sourcemap: 'linked',
    write: false,
  });
  const text = (/** @type {string} */ end) =>
    outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  return { fileName, code: text('.js'), map: text('.map') };
}
