import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { rejectionReporter } from './rejections.js';
import { rootFolder } from '../../scripts/lib/rootFolder.mjs';

const testPage = join(rootFolder, 'e2e/kit/page/main.ts');

const built = new Map<string, string>();

/** A page, the test page by default: one document with its script inside, so that one load is one request. */
export const buildPage = (entryPoint = testPage): string => {
  const page = built.get(entryPoint) ?? bundle(entryPoint);
  built.set(entryPoint, page);
  return page;
};

const bundle = (entryPoint: string): string => {
  const { outputFiles } = buildSync({
    entryPoints: [entryPoint],
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
<link rel="icon" href="data:,"><script>${rejectionReporter}${script}</script></html>`;
};
