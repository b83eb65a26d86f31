import type { EventStreamProvider } from './EventStreamProvider.js';

/**
 * LaunchDarkly: each connection starts with all flags, and has no IDs. Late tabs start with the flags of now, then
 * share.
 *
 * @public
 */
export const launchDarkly = (
  origin = 'https://clientstream.launchdarkly.com',
): EventStreamProvider => ({
  name: 'launchDarkly',
  scopes: [`${origin}/`],
  share: { join: 'opening', resume: false },
});
