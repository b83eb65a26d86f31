import type { EventStreamProvider } from './EventStreamProvider.js';

/**
 * htmx's extension `sse`, as of htmx 2.
 *
 * @param source - URL prefix of `sse-connect`, relative to the worker's.
 *
 * @public
 */
export const htmx = (source: string): EventStreamProvider => ({
  name: 'htmx',
  scopes: [source],
  share: {},
});
