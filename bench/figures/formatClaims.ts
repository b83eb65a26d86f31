import { textTable } from '../../scripts/lib/textTable.mjs';
import type { Claim } from './Claim.js';
import { formatFigure } from './formatFigure.js';
import { holds } from './holds.js';

/** What of the claims holds, as a table for the terminal. */
export const formatClaims = (claims: readonly Claim[]): string =>
  textTable(
    ['claim', 'wanted', 'measured', ''],
    claims.map((claim) => [
      claim.what,
      `${claim.relation} ${formatFigure(claim.bound)}`,
      formatFigure(claim.figure),
      holds(claim) ? 'reached' : 'NOT REACHED',
    ]),
  );
