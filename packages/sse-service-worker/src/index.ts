export { SharedEventStreams, type SharedEventStreamsHost } from './SharedEventStreams.js';
