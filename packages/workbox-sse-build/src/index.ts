export { bypassEventStream } from './bypassEventStream.js';
export { ConfigError } from './ConfigError.js';
export { type EventStreamGuard, EventStreamGuardPlugin } from './EventStreamGuardPlugin.js';
export type { EventStreamsOptions, SerialisableJoinPolicy } from './EventStreamsOptions.js';
export { eventStreams, type EventStreamsIntegration } from './eventStreams.js';
export type { GenerateSWConfig, RuntimeCachingEntry } from './GenerateSWConfig.js';
export { fallThrough } from './fallThrough.js';
export { withEventStreams } from './withEventStreams.js';
export { withEventStreamsInWebpack } from './withEventStreamsInWebpack.js';
