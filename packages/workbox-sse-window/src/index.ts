export type { AwayData, GapData, GapReason } from 'sse-multiplexer';
export { inspectEventStreams } from './inspectEventStreams.js';
export { keepEventStreamsAlive } from './keepEventStreamsAlive.js';
export { resetEventStreams } from './resetEventStreams.js';
export type { RevivalOptions } from './RevivalOptions.js';
export { reviveEventSources } from './reviveEventSources.js';
export { RevivingEventSource } from './RevivingEventSource.js';
