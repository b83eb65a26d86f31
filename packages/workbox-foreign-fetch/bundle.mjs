import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles the package and what it needs of Workbox into one classic script, for `importScripts`. */
await build({
  stdin: {
    contents: `import { acceptForeignFetch, foreignFetch, leaveToNetwork } from './dist/index.js';
self.workboxForeignFetch = { acceptForeignFetch, foreignFetch, leaveToNetwork };`,
    resolveDir: import.meta.dirname,
  },
  outfile: join(import.meta.dirname, 'build/workbox-foreign-fetch.js'),
  define: { 'process.env.NODE_ENV': '"production"' },
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
});
