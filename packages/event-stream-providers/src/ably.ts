import type { EventStreamProvider } from './EventStreamProvider.js';

/**
 * Ably's event streams, which its own SDK does not use. Resumed by a query parameter, without a preflight.
 *
 * @public
 */
export const ably = (origin = 'https://realtime.ably.io'): EventStreamProvider => ({
  name: 'ably',
  scopes: [`${origin}/sse`, `${origin}/event-stream`],
  share: { resume: { query: 'lastEvent' } },
});
