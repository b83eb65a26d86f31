import type { Evidence } from '../evidence/Evidence.js';
import { foretellMultiplexed } from './foretellMultiplexed.js';
import { foretellNative } from './foretellNative.js';
import type { Foretold } from './Foretold.js';
import type { Verdict, Way } from './Verdict.js';

/** One verdict for each way of use. */
export function verdicts(evidence: Evidence): Verdict[] {
  const { credentials } = evidence.examination;
  const ways: readonly (readonly [Way, Foretold])[] = [
    ['native', foretellNative(evidence, false)],
    ['native-with-credentials', foretellNative(evidence, true)],
    ['worker-bypass', foretellNative(evidence, credentials)],
    ['worker-multiplex', foretellMultiplexed(evidence, credentials)],
  ];
  return ways.map(([way, [chromium, firefox]]) => ({
    way,
    works: chromium === 'open' && firefox === 'open',
    chromium,
    firefox,
  }));
}
