export { adviceOn, type Circumstances } from './adviceOn.js';
export type { Cause } from './Cause.js';
export { causeOfFailure } from './causeOfFailure.js';
