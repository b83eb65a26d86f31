import type { Arrival } from './Arrival.js';

/**
 * Whether a page opens a stream for the first time: nothing is known of it, and it says nothing.
 *
 * @internal
 */
export function isNew({ known, carried, visit }: Arrival): boolean {
  return known === undefined && !carried && visit.mayReturn !== true;
}
