import type { RouteMatchCallback } from 'serwist';
import { bypassEventStream } from './bypassEventStream.js';

/**
 * `matcher` for {@link SSEMultiplexStrategy}: matches any request whose `Accept` list names
 * `text/event-stream`. The strategy shares what may be shared, and leaves the rest to the browser.
 *
 * @public
 */
export const isEventStreamRequest: RouteMatchCallback = (options) =>
  bypassEventStream(options) as boolean;
