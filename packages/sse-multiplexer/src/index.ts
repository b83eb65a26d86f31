export { checkOptions } from './options/checkOptions.js';
export { EventBlock } from './wire/EventBlock.js';
export { EventBlockSplitter } from './wire/EventBlockSplitter.js';
export { EventBlockTooLargeError } from './wire/EventBlockTooLargeError.js';
export {
  EventStreamMultiplexer,
  type MultiplexerEnvironment,
} from './sharing/EventStreamMultiplexer.js';
export type {
  EventStreamsSnapshot,
  StreamSnapshot,
  StreamState,
  SubscriberSnapshot,
} from './statistics/EventStreamsSnapshot.js';
export type { AwayData } from './wire/awayBlock.js';
export { farewell } from './wire/farewell.js';
export type { GapData, GapReason } from './wire/gapBlock.js';
export { PagePositions } from './memory/PagePositions.js';
export type { PositionRecord } from './memory/PositionRecord.js';
export { SettledAbort } from './upstream/SettledAbort.js';
export { ResumptionRefusedError } from './upstream/ResumptionRefusedError.js';
export { InvalidOptionError } from './options/InvalidOptionError.js';
export type {
  Cursor,
  JoinPolicy,
  MultiplexerOptions,
  SnapshotCandidate,
} from './options/MultiplexerOptions.js';
export type { ReplayLimits } from './options/ReplayLimits.js';
export type { Resume } from './options/Resume.js';
export type { Sendable } from './delivery/Sendable.js';
export type { StreamCounters } from './statistics/StreamCounters.js';
export type { FetchUpstream, Visit } from './upstream/Visit.js';
export type { Warn } from './options/Warn.js';
