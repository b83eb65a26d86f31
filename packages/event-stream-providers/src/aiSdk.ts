import type { EventStreamProvider } from './EventStreamProvider.js';

/**
 * AI SDKs: each answer is streamed to the page that asked.
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
