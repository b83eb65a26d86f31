import type { EventStreamProvider } from './EventStreamProvider.js';

/**
 * A Mercure hub: resumed by a query parameter, so that a hub of another origin needs no preflight. A
 * subscription starts with what is published next, for a late tab as well.
 *
 * @param hub - URL, relative to the worker's.
 *
 * @public
 */
export const mercure = (hub = '/.well-known/mercure'): EventStreamProvider => ({
  name: 'mercure',
  scopes: [hub],
  share: { join: 'live', resume: { query: 'lastEventID' } },
});
