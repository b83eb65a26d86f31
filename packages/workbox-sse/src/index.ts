export { bypassEventStream } from './bypassEventStream.js';
export type { EventStreamBypassOptions } from './EventStreamBypassOptions.js';
export { EventStreamBypassRoute } from './EventStreamBypassRoute.js';
export { fallThrough } from './fallThrough.js';
export { isEventStreamRequest } from './isEventStreamRequest.js';
export { SSEMultiplexStrategy, type SSEMultiplexStrategyOptions } from './SSEMultiplexStrategy.js';
export {
  EventStreamGuardPlugin,
  type EventStreamPreflightOptions,
  EventStreamPreflightPlugin,
  type Session,
  session,
  type SessionOptions,
  type WatchedSession,
} from 'sse-service-worker';
export {
  type AwayData,
  type EventStreamsSnapshot,
  type GapData,
  type GapReason,
  InvalidOptionError,
  type JoinPolicy,
  type ReplayLimits,
  type Resume,
  type SnapshotCandidate,
  type StreamCounters,
  type StreamSnapshot,
  type SubscriberSnapshot,
} from 'sse-multiplexer';
