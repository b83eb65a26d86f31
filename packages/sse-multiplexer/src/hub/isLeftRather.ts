import type { Arrival } from './Arrival.js';

/**
 * Whether a page is better left to its browser where the server does not let a worker resume:
 * an EventSource that holds an ID is asked for without a preflight there.
 *
 * @internal
 */
export function isLeftRather({ known, carried, visit }: Arrival): boolean {
  if (visit.seesBreaks || known?.state === 'reset') return false;
  return Boolean(carried ?? (known?.state === 'away' && known.lastEventId));
}
