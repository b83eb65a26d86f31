import type { Fault } from './Fault.js';
import { answerFaults } from './faults/answerFaults.js';
import { contentFaults } from './faults/contentFaults.js';
import { crossOriginFaults } from './faults/crossOriginFaults.js';
import { deliveryFaults } from './faults/deliveryFaults.js';

/** Every stream that is healthy but for one thing. */
export const faults: readonly Fault[] = [
  ...answerFaults,
  ...crossOriginFaults,
  ...deliveryFaults,
  ...contentFaults,
];
