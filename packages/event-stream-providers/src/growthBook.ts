import type { EventStreamProvider } from './EventStreamProvider.js';

/**
 * GrowthBook: each event is all features, or says that they have changed.
 *
 * @public
 */
export const growthBook = (origin = 'https://cdn.growthbook.io'): EventStreamProvider => ({
  name: 'growthBook',
  scopes: [`${origin}/sub/`],
  share: {},
});
