import { expect, test } from '@jest/globals';
import type { Claim } from './Claim.js';
import { formatClaims } from './formatClaims.js';

const verdictOf = (claim: Omit<Claim, 'what'>): string | undefined =>
  /(?:NOT )?(?:REACHED|reached)$/.exec(formatClaims([{ what: 'a claim', ...claim }]))?.[0];

test.each([
  ['at least', 3, 3, 'reached'],
  ['at least', 2.9, 3, 'NOT REACHED'],
  ['at most', 1, 1, 'reached'],
  ['at most', 1.1, 1, 'NOT REACHED'],
  ['at most', NaN, 1, 'NOT REACHED'],
] as const)('%s %d, wanted %d: %s', (relation, figure, bound, verdict) => {
  expect(verdictOf({ relation, figure, bound })).toBe(verdict);
});
