import type { EventStreamProvider } from './EventStreamProvider.js';

/**
 * AI SDKs: an answer that is streamed to whoever has asked.
 *
 * @param endpoint - URL prefix, relative to the worker's, such as `https://api.openai.com/`.
 *
 * @public
 */
export const aiSdk = (endpoint = '/api/chat'): EventStreamProvider => ({
  name: 'aiSdk',
  scopes: [endpoint],
  share: false,
});
