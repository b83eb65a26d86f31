import type { Evidence } from '../evidence/Evidence.js';
import { foretellNative } from './foretellNative.js';
import type { Foretold } from './Foretold.js';

/** What becomes of an EventSource whose stream the worker shares: the same, but for what is said here. */
export function foretellMultiplexed(evidence: Evidence, withCredentials: boolean): Foretold {
  const [chromium, firefox] = foretellNative(evidence, withCredentials);
  // What cannot be decompressed yet never comes to the worker.
  const isMute = evidence.first !== undefined && evidence.first.timeToFirstByte === undefined;
  return [chromium, isMute && firefox === 'open' ? 'waiting' : firefox];
}
