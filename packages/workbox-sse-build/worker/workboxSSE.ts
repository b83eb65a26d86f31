import { resetEventStreams, session } from 'sse-service-worker';
import {
  bypassEventStream,
  EventStreamGuardPlugin,
  fallThrough,
  isEventStreamRequest,
} from 'workbox-sse';
import { multiplex } from './multiplex.js';

/**
 * What the classic script adds to the worker's globals. No property here, and none of what a caller
 * hands in, may begin or end with `_`: generateSW renames such properties in the worker, not here.
 */
export const workboxSSE = {
  bypassEventStream,
  EventStreamGuardPlugin,
  fallThrough,
  isEventStreamRequest,
  multiplex,
  reset: resetEventStreams,
  session,
};
