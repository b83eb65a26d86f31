import type { EventStreamProvider } from './EventStreamProvider.js';

/**
 * LaunchDarkly: each connection starts with all flags.
 *
 * @public
 */
export const launchDarkly = (
  origin = 'https://clientstream.launchdarkly.com',
): EventStreamProvider => ({
  name: 'launchDarkly',
  scopes: [`${origin}/`],
  share: { join: 'separate', resume: false },
});
