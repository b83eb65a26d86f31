import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { injectManifest } from '@serwist/build';
import { build } from 'esbuild';

const mode = process.env['NODE_ENV'] ?? 'production';
const options = {
  bundle: true,
  minify: mode === 'production',
  define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
};

// What `next build` leaves with `output: 'export'`: pages in out/, hashed scripts in out/_next/static/.
rmSync('out', { recursive: true, force: true });
cpSync('public', 'out', { recursive: true });
const { metafile } = await build({
  ...options,
  entryPoints: ['app/main.js'],
  outdir: 'out/_next/static/chunks',
  entryNames: '[name]-[hash]',
  format: 'esm',
  metafile: true,
});
const [script] = Object.keys(metafile.outputs);
const page = readFileSync('out/index.html', 'utf8');
writeFileSync('out/index.html', page.replace('chunks/main.js', `chunks/${basename(script)}`));

await build({ ...options, entryPoints: ['app/sw.ts'], outfile: 'build/sw.js', format: 'iife' });

await injectManifest({
  globDirectory: 'out',
  globPatterns: ['**/*.{html,js}'],
  dontCacheBustURLsMatching: /^_next\/static\//,
  swSrc: 'build/sw.js',
  swDest: 'out/sw.js',
});
