export { runCheck } from './check/runCheck.js';
export { startDemo } from './server/startDemo.js';
