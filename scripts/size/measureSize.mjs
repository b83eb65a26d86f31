import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { rootFolder } from '../lib/rootFolder.mjs';

const external = [
  'serwist',
  'workbox-core',
  'workbox-precaching',
  'workbox-routing',
  'workbox-strategies',
];

/**
 * Bundles a module that imports from the built packages.
 *
 * @param {string} source
 * @returns {Promise<{ minified: number, brotli: number }>} bytes
 */
export async function measureSize(source) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: rootFolder },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external,
    logLevel: 'silent',
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  return { minified: code.byteLength, brotli: brotliCompressSync(code).byteLength };
}
