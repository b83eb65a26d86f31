import { copyFileSync, cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Nothing is built: the prebuilt script goes beside the worker, which is served as it was written.
const script = process.env['NODE_ENV'] === 'development' ? 'dev' : 'prod';

rmSync('dist', { recursive: true, force: true });
cpSync('public', 'dist', { recursive: true });
copyFileSync(
  fileURLToPath(import.meta.resolve(`workbox-sse-build/workbox-sse.${script}.js`)),
  'dist/workbox-sse.js',
);
