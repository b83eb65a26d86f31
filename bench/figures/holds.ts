import type { Claim } from './Claim.js';

/** Whether what was measured keeps to the claim; a figure that is not a number does not. */
export const holds = ({ figure, relation, bound }: Claim): boolean =>
  relation === 'at least' ? figure >= bound : figure <= bound;
