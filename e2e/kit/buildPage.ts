import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { rootFolder } from '../../scripts/lib/rootFolder.mjs';

let page: string | undefined;

/** The test page: one document with its script inside, so that one page load is one request. */
export const buildPage = (): string => (page ??= bundle());

const bundle = (): string => {
  const { outputFiles } = buildSync({
    entryPoints: [join(rootFolder, 'e2e/kit/page/main.ts')],
    alias: {
      'workbox-sse-window': join(rootFolder, 'packages/workbox-sse-window/src/index.ts'),
    },
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  const script = outputFiles.map(({ text }) => text).join('\n');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>event streams</title>
<link rel="icon" href="data:,"><script>${script}</script></html>`;
};
