import type { EventStreamProvider } from './EventStreamProvider.js';

/**
 * tRPC's subscriptions over `httpSubscriptionLink`: each connection starts with its own event.
 *
 * @param endpoint - URL prefix, relative to the worker's.
 *
 * @public
 */
export const trpc = (endpoint = '/trpc/'): EventStreamProvider => ({
  name: 'trpc',
  scopes: [endpoint],
  share: { join: 'native' },
});
