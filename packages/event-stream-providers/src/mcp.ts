import type { EventStreamProvider } from './EventStreamProvider.js';

/**
 * MCP, both transports: each connection is a separate session.
 *
 * @param endpoint - URL prefix, relative to the worker's.
 *
 * @public
 */
export const mcp = (endpoint = '/mcp'): EventStreamProvider => ({
  name: 'mcp',
  scopes: [endpoint],
  share: false,
});
