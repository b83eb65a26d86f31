import { copyFileSync, cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const script = process.env['NODE_ENV'] === 'development' ? 'dev' : 'prod';
const copy = (module, path) => copyFileSync(fileURLToPath(import.meta.resolve(module)), path);

// `ng build` does the first two lines and the third: an app needs the fourth alone.
rmSync('dist', { recursive: true, force: true });
cpSync('public', 'dist', { recursive: true });
copy('@angular/service-worker/ngsw-worker.js', 'dist/ngsw-worker.js');
copy(`workbox-sse-build/workbox-sse.${script}.js`, 'dist/workbox-sse.js');
