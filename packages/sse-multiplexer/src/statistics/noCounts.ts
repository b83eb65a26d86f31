import type { StreamCounters } from './StreamCounters.js';

/**
 * Counters at their beginning.
 *
 * @internal
 */
export function noCounts(): StreamCounters {
  return {
    attempts: 0,
    blocksIn: 0,
    bytesIn: 0,
    blocksOut: 0,
    bytesOut: 0,
    joins: 0,
    replays: 0,
    gaps: 0,
    drops: 0,
    overflows: 0,
    rotations: 0,
    handOvers: 0,
  };
}
