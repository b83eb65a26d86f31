export { EventStreamGuardPlugin } from './EventStreamGuardPlugin.js';
export {
  type EventStreamPreflightOptions,
  EventStreamPreflightPlugin,
} from './EventStreamPreflightPlugin.js';
export { SharedEventStreams, type SharedEventStreamsHost } from './SharedEventStreams.js';
