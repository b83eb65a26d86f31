export { inspectEventStreams } from './inspectEventStreams.js';
export { keepEventStreamsAlive } from './keepEventStreamsAlive.js';
export { resetEventStreams } from './resetEventStreams.js';
