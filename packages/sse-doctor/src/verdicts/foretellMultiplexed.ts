import type { Evidence } from '../evidence/Evidence.js';
import { foretellNative } from './foretellNative.js';
import type { Foretold } from './Foretold.js';

/** What becomes of an EventSource whose stream the worker shares: the same, but for what is said here. */
export function foretellMultiplexed(evidence: Evidence, withCredentials: boolean): Foretold {
  return foretellNative(evidence, withCredentials);
}
