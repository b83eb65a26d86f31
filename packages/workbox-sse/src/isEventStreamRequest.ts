import { isShareable } from 'sse-multiplexer';
import type { RouteMatchCallback } from 'workbox-core/types.js';

/**
 * Route matcher for {@link SSEMultiplexStrategy}: matches what an EventSource asks for and nothing
 * that only looks like it. A GET request in mode `cors` whose `Accept` is exactly
 * `text/event-stream` and that has no header of the page's own.
 *
 * @example
 * registerRoute(isEventStreamRequest, new SSEMultiplexStrategy());
 *
 * @public
 */
export const isEventStreamRequest: RouteMatchCallback = ({ request }) => isShareable(request);
