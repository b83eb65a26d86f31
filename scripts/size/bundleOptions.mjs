import { rootFolder } from '../lib/rootFolder.mjs';

/**
 * How a module that imports from the built packages is bundled, as a user's bundler would.
 *
 * @param {string} source
 * @returns {import('esbuild').BuildOptions & { write: false }}
 */
export const bundleOptions = (source) => ({
  stdin: { contents: source, resolveDir: rootFolder },
  absWorkingDir: rootFolder,
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  external: [
    'serwist',
    'workbox-core',
    'workbox-precaching',
    'workbox-routing',
    'workbox-strategies',
  ],
  logLevel: 'silent',
});
