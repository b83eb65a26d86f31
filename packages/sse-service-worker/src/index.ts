export { EventStreamGuardPlugin } from './EventStreamGuardPlugin.js';
export {
  type EventStreamPreflightOptions,
  EventStreamPreflightPlugin,
} from './EventStreamPreflightPlugin.js';
export { resetEventStreams } from './resetEventStreams.js';
export { SharedEventStreams, type SharedEventStreamsHost } from './SharedEventStreams.js';
export type { SharedEventStreamsOptions } from './SharedEventStreamsOptions.js';
