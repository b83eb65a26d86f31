export { bypassEventStream } from './bypassEventStream.js';
export { fallThrough } from './fallThrough.js';
