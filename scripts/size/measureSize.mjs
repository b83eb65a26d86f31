import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { bundleOptions } from './bundleOptions.mjs';

/**
 * Bundles a module that imports from the built packages.
 *
 * @param {string} source
 * @param {import('esbuild').Plugin[]} [plugins]
 * @returns {Promise<{ minified: number, brotli: number }>} bytes
 */
export async function measureSize(source, plugins = []) {
  const { outputFiles } = await build({ ...bundleOptions(source), plugins });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  return { minified: code.byteLength, brotli: brotliCompressSync(code).byteLength };
}
