import type { Arrival } from './Arrival.js';

/**
 * Whether a page is better left to its browser where the server refuses to be asked to go on by a worker:
 * an EventSource that holds an ID is asked for without a preflight there.
 *
 * @internal
 */
export function isLeftRather({ known, carried, visit }: Arrival): boolean {
  if (visit.seesBreaks || known?.state === 'reset') return false;
  return Boolean(carried ?? (known?.state === 'away' && known.lastEventId));
}
