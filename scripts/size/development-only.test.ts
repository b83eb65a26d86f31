import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { rootFolder } from '../lib/rootFolder.mjs';

const source = (name: string): string => join(rootFolder, `packages/${name}/src/index.ts`);
const sources = Object.fromEntries(
  [
    'event-stream-carrier',
    'serwist-sse',
    'sse-multiplexer',
    'sse-service-worker',
    'workbox-sse',
  ].map((name) => [name, source(name)]),
);

/** What a worker becomes that takes everything of a package. */
const bundle = async (name: string, mode: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: `export * from '${name}';`, resolveDir: rootFolder },
    alias: sources,
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    external: ['serwist', 'workbox-*'],
    bundle: true,
    minifyWhitespace: true,
    minifySyntax: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('\n');
};

const advice = readFileSync(
  join(rootFolder, 'packages/sse-service-worker/src/diagnosis/adviceOn.ts'),
  'utf8',
);
/** Pieces of sentences that are long enough to stand nowhere else. */
const sentences = [...advice.matchAll(/['`]([^'`$\n]{20,})['`$]/g)].map(([, text = '']) => text);
const ofDiagnosis = [...sentences, 'UpstreamDiagnosis'];

test.each(['workbox-sse', 'serwist-sse'])(
  'a production build of %s has nothing of the diagnosis in it',
  async (name) => {
    expect(sentences.length).toBeGreaterThan(10);
    const [development, production] = await Promise.all([
      bundle(name, 'development'),
      bundle(name, 'production'),
    ]);
    expect(production).toContain('SSEMultiplexStrategy');
    expect(ofDiagnosis.filter((text) => production.includes(text))).toEqual([]);
    expect(ofDiagnosis.filter((text) => !development.includes(text))).toEqual([]);
  },
);

test('a production build of event-stream-carrier prints nothing and checks no option', async () => {
  const ofDevelopment = ['console.', 'each stream has a separate connection', 'InvalidOptionError'];
  const [development, production] = await Promise.all([
    bundle('event-stream-carrier', 'development'),
    bundle('event-stream-carrier', 'production'),
  ]);
  expect(production).toContain('EventStreamCarrier');
  expect(ofDevelopment.filter((text) => production.includes(text))).toEqual([]);
  expect(ofDevelopment.filter((text) => !development.includes(text))).toEqual([]);
});
