/**
 * @typedef {{ name: string, source: string, limit: number, onTopOf?: string }} Budget
 */

/**
 * What a user's import may cost, in bytes: minified by esbuild, compressed by Brotli, Workbox's own
 * packages left out because the app has them anyway.
 *
 * @type {Budget[]}
 */
export const sizeBudget = [
  {
    name: 'bypassing only: `bypassEventStream`, `fallThrough`',
    source: `export { bypassEventStream, fallThrough } from 'workbox-sse';`,
    limit: 400,
  },
  {
    name: 'sharing: `isEventStreamRequest`, `SSEMultiplexStrategy`',
    source: `export { isEventStreamRequest, SSEMultiplexStrategy } from 'workbox-sse';`,
    limit: 21_000,
  },
  {
    name: 'all of `workbox-sse`',
    source: `export * from 'workbox-sse';`,
    limit: 22_700,
  },
  {
    name: 'all of `serwist-sse`, Serwist excluded',
    source: `export * from 'serwist-sse';`,
    limit: 22_600,
  },
  {
    name: 'the script that `workbox-sse-build` gives to `generateSW`',
    source: `import 'workbox-sse-build/workbox-sse.prod.js';`,
    limit: 22_000,
  },
  {
    name: 'a rule of `event-stream-providers`, the largest: `split`',
    source: `export { split } from 'event-stream-providers';`,
    limit: 150,
  },
  {
    name: 'all of `workbox-foreign-fetch`',
    source: `export * from 'workbox-foreign-fetch';`,
    limit: 1500,
  },
  {
    name: 'all of `workbox-sse-window`, for pages',
    source: `export * from 'workbox-sse-window';`,
    limit: 4000,
  },
  {
    name: '`EventStreamCarrier`, on top, where a worker imports it',
    source: `export { EventStreamCarrier } from 'event-stream-carrier';`,
    onTopOf: `export { isEventStreamRequest, SSEMultiplexStrategy } from 'workbox-sse';`,
    limit: 2500,
  },
];
