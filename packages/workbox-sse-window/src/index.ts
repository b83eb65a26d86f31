export { keepEventStreamsAlive } from './keepEventStreamsAlive.js';
