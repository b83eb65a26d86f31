export { EventBlock } from './EventBlock.js';
export { EventBlockSplitter } from './EventBlockSplitter.js';
export { EventBlockTooLargeError } from './EventBlockTooLargeError.js';
