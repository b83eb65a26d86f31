import type { EventStreamProvider } from './EventStreamProvider.js';

/**
 * Turbo's `<turbo-stream-source>`.
 *
 * @param source - URL prefix, relative to the worker's.
 *
 * @public
 */
export const turbo = (source: string): EventStreamProvider => ({
  name: 'turbo',
  scopes: [source],
  share: {},
});
