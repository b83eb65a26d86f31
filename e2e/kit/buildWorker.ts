import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { rejectionReporter } from './rejections.js';
import { rootFolder } from '../../scripts/lib/rootFolder.mjs';

/** The workers of fixtures/workers, by file name. */
export type WorkerName =
  | 'networkFirst'
  | 'guardedNetworkFirst'
  | 'bypass'
  | 'bypassRoute'
  | 'carrier'
  | 'clients'
  | 'foreignFetch'
  | 'identity'
  | 'multiplex'
  | 'multiplexAlone'
  | 'patientMultiplex'
  | 'offlinePage'
  | 'plugins'
  | 'providers'
  | 'serwist';

/** Which of Workbox's two builds the worker contains. */
export type WorkerBuild = 'development' | 'production';

const built = new Map<string, string>();

/** Bundles a worker from the packages' TypeScript sources, once per process and build. */
export const buildWorker = (name: WorkerName, mode: WorkerBuild): string => {
  const key = `${name} ${mode}`;
  const script = built.get(key) ?? bundle(name, mode);
  built.set(key, script);
  return script;
};

const bundle = (name: WorkerName, mode: WorkerBuild): string => {
  const { outputFiles } = buildSync({
    entryPoints: [join(rootFolder, 'fixtures/workers', `${name}.ts`)],
    alias: {
      'event-stream-carrier': join(rootFolder, 'packages/event-stream-carrier/src/index.ts'),
      'event-stream-providers': join(rootFolder, 'packages/event-stream-providers/src/index.ts'),
      'serwist-sse': join(rootFolder, 'packages/serwist-sse/src/index.ts'),
      'sse-multiplexer': join(rootFolder, 'packages/sse-multiplexer/src/index.ts'),
      'sse-service-worker': join(rootFolder, 'packages/sse-service-worker/src/index.ts'),
      'workbox-foreign-fetch': join(rootFolder, 'packages/workbox-foreign-fetch/src/index.ts'),
      'workbox-sse': join(rootFolder, 'packages/workbox-sse/src/index.ts'),
    },
    banner: { js: rejectionReporter },
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    minify: mode === 'production',
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('\n');
};
