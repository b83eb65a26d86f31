import type { EventStreamProvider } from './EventStreamProvider.js';

/**
 * Split, also as Harness FME: tabs share a stream whatever their token, if they ask for the same
 * channels. The SDK fetches anew when its stream opens, so there is nothing to resume, and nothing that a
 * late tab has missed.
 *
 * @public
 */
export const split = (origin = 'https://streaming.split.io'): EventStreamProvider => ({
  name: 'split',
  scopes: [`${origin}/sse`],
  share: { ignoreURLParametersMatching: [/^accessToken$/], join: 'live', resume: false },
});
