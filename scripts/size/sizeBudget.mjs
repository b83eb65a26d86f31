/**
 * What a user's import may cost, in bytes: minified by esbuild, compressed by Brotli, Workbox's own
 * packages left out because the app has them anyway.
 */
export const sizeBudget = [
  {
    name: 'workbox-sse: bypass only',
    source: `export { bypassEventStream, fallThrough } from 'workbox-sse';`,
    limit: 400,
  },
  {
    name: 'workbox-sse: everything',
    source: `export * from 'workbox-sse';`,
    limit: 15_000,
  },
  {
    name: 'serwist-sse: everything, without Serwist',
    source: `export * from 'serwist-sse';`,
    limit: 15_000,
  },
  {
    name: 'workbox-sse-build: the script that a generated worker imports',
    source: `import 'workbox-sse-build/workbox-sse.prod.js';`,
    limit: 15_000,
  },
  {
    name: 'workbox-sse-window: everything',
    source: `export * from 'workbox-sse-window';`,
    limit: 4000,
  },
];
