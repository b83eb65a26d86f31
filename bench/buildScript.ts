import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { rootFolder } from '../scripts/lib/rootFolder.mjs';

/** A worker of `bench/worker`; minified, it is as an app would ship it. */
export const buildScript = (name: string, minify: boolean): string => {
  const { outputFiles } = buildSync({
    entryPoints: [join(rootFolder, 'bench/worker', `${name}.ts`)],
    alias: {
      'event-stream-carrier': join(rootFolder, 'packages/event-stream-carrier/src/index.ts'),
      'sse-multiplexer': join(rootFolder, 'packages/sse-multiplexer/src/index.ts'),
      'sse-service-worker': join(rootFolder, 'packages/sse-service-worker/src/index.ts'),
      'workbox-sse': join(rootFolder, 'packages/workbox-sse/src/index.ts'),
    },
    define: { 'process.env.NODE_ENV': '"production"' },
    minify,
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('\n');
};
