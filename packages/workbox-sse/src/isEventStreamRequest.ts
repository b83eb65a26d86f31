import type { RouteMatchCallback } from 'workbox-core/types.js';
import { bypassEventStream } from './bypassEventStream.js';

/**
 * Route matcher for {@link SSEMultiplexStrategy}: matches any request whose `Accept` list names
 * `text/event-stream`. The strategy shares what may be shared, and leaves the rest to the browser, so
 * that no other route or default handler gets an event stream.
 *
 * @example
 * registerRoute(isEventStreamRequest, new SSEMultiplexStrategy());
 *
 * @public
 */
export const isEventStreamRequest: RouteMatchCallback = (options) =>
  bypassEventStream(options) as boolean;
