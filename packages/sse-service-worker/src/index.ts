export { EventStreamGuardPlugin } from './EventStreamGuardPlugin.js';
export { SharedEventStreams, type SharedEventStreamsHost } from './SharedEventStreams.js';
