import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import workboxBuild from 'workbox-build';

const demoFolder = fileURLToPath(new URL('.', import.meta.url));
const packagesFolder = join(demoFolder, '..', 'packages');

/** The packages' sources rather than their builds, so that the demo needs no other build. */
const alias = {
  'sse-carrier': join(packagesFolder, 'sse-carrier/src/index.ts'),
  'event-stream-carrier': join(packagesFolder, 'event-stream-carrier/src/index.ts'),
  'sse-multiplexer': join(packagesFolder, 'sse-multiplexer/src/index.ts'),
  'sse-service-worker/diagnosis': join(packagesFolder, 'sse-service-worker/src/diagnosis/index.ts'),
  'sse-service-worker': join(packagesFolder, 'sse-service-worker/src/index.ts'),
  'workbox-sse': join(packagesFolder, 'workbox-sse/src/index.ts'),
  'workbox-sse-window': join(packagesFolder, 'workbox-sse-window/src/index.ts'),
};

/** @type {import('esbuild').BuildOptions} */
const forBrowsers = {
  bundle: true,
  minify: true,
  target: 'es2022',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
  alias,
};

const workers = ['network-first', 'bypass', 'multiplex', 'carrier'];

/**
 * Builds the demo into `folder`: `server.mjs`, the control page in `control/`, the shell of the site
 * in `site/`, and the worker of each mode in `workers/<mode>/`.
 *
 * @param {string} folder
 * @returns {Promise<void>}
 */
export async function buildDemo(folder) {
  const source = join(demoFolder, 'src');
  const assets = join(demoFolder, 'public');

  for (const part of ['control', 'site', 'workers/none']) {
    await mkdir(join(folder, part), { recursive: true });
  }
  for (const part of ['control', 'site']) {
    await cp(join(assets, 'icon.svg'), join(folder, part, 'icon.svg'));
    await cp(join(assets, part, 'index.html'), join(folder, part, 'index.html'));
  }
  for (const file of ['manifest.webmanifest', 'doctor.html', 'probe.html']) {
    await cp(join(assets, 'site', file), join(folder, 'site', file));
  }

  await build({
    entryPoints: { server: join(source, 'main.ts') },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias,
    logLevel: 'warning',
  });
  await build({
    ...forBrowsers,
    entryPoints: {
      'control/control': join(source, 'page/control.ts'),
      'site/site': join(source, 'page/site.ts'),
      'site/doctor': join(source, 'page/doctor.ts'),
      'site/probe': join(source, 'page/probe.ts'),
    },
    outdir: folder,
    format: 'esm',
  });
  await build({
    ...forBrowsers,
    entryPoints: {
      'control/control': join(assets, 'control/control.css'),
      'site/site': join(assets, 'site/site.css'),
      'site/doctor': join(assets, 'site/doctor.css'),
    },
    outdir: folder,
  });
  await Promise.all(workers.map((mode) => buildWorker(source, folder, mode)));
}

/**
 * Bundles the worker, then has workbox-build put the precache manifest of the shell into it.
 *
 * @param {string} source
 * @param {string} folder
 * @param {string} mode
 * @returns {Promise<void>}
 */
async function buildWorker(source, folder, mode) {
  const bundle = join(folder, 'bundles', `${mode}.js`);
  await build({
    ...forBrowsers,
    entryPoints: [join(source, 'worker', `${mode}.sw.ts`)],
    outfile: bundle,
    format: 'iife',
  });
  await mkdir(join(folder, 'workers', mode), { recursive: true });
  const { warnings } = await workboxBuild.injectManifest({
    swSrc: bundle,
    swDest: join(folder, 'workers', mode, 'sw.js'),
    globDirectory: join(folder, 'site'),
    globPatterns: ['**/*'],
  });
  for (const warning of warnings) console.warn(warning);
}
