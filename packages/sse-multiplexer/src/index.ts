export { EventBlock } from './EventBlock.js';
export { EventBlockSplitter } from './EventBlockSplitter.js';
export { EventBlockTooLargeError } from './EventBlockTooLargeError.js';
export { EventStreamMultiplexer, type MultiplexerEnvironment } from './EventStreamMultiplexer.js';
export type {
  EventStreamsSnapshot,
  StreamSnapshot,
  SubscriberSnapshot,
} from './EventStreamsSnapshot.js';
export { farewell } from './farewell.js';
export type { GapReason } from './gapBlock.js';
export type { HandedOver } from './HandedOver.js';
export { InvalidOptionError } from './InvalidOptionError.js';
export { isShareable } from './isShareable.js';
export type { JoinPolicy, MultiplexerOptions, SnapshotCandidate } from './MultiplexerOptions.js';
export type { ReplayLimits } from './ReplayBuffer.js';
export type { Resume } from './upstreamRequest.js';
export type { Sendable } from './Sendable.js';
export type { StreamCounters } from './StreamCounters.js';
export type { FetchUpstream, Visit } from './Visit.js';
export type { Warn } from './Warn.js';
