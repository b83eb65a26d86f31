export { EventStreamGuardPlugin } from './plugins/EventStreamGuardPlugin.js';
export {
  type EventStreamPreflightOptions,
  EventStreamPreflightPlugin,
} from './plugins/EventStreamPreflightPlugin.js';
export { checkSession } from './session/checkSession.js';
export { resetEventStreams } from './session/resetEventStreams.js';
export { SharedEventStreams, type SharedEventStreamsHost } from './sharing/SharedEventStreams.js';
export type { PluginHandler, UpstreamCarrier } from './options/UpstreamCarrier.js';
export type { SharedEventStreamsOptions } from './options/SharedEventStreamsOptions.js';
export type { Session, WatchedSession } from './options/Session.js';
export { session } from './session/session.js';
export type { SessionOptions } from './options/SessionOptions.js';
