import type { RouteMatchCallback } from 'serwist';
import { isShareable } from 'sse-multiplexer';

/**
 * `matcher` for {@link SSEMultiplexStrategy}: a GET request in mode `cors` whose `Accept` is exactly
 * `text/event-stream` and that has no header of the page's own.
 *
 * @public
 */
export const isEventStreamRequest: RouteMatchCallback = ({ request }) => isShareable(request);
