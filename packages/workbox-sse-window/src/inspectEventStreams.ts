import type { EventStreamsSnapshot } from 'sse-multiplexer';
import { askWorker } from './askWorker.js';

/**
 * Asks the page's worker what there is to see of its shared event streams: states, tabs and counters.
 *
 * @param timeout - milliseconds after which a worker that does not answer is given up. Default 5000.
 * @returns a snapshot for each strategy of the worker; none where no worker controls the page.
 * @throws `Error` if the worker does not answer: it shares no event streams, or is of an older version.
 *
 * @public
 */
export async function inspectEventStreams(
  timeout = 5000,
): Promise<readonly EventStreamsSnapshot[]> {
  const { navigator } = globalThis as Partial<typeof globalThis>;
  const worker = navigator?.serviceWorker?.controller;
  if (!worker) return [];
  const answer = await askWorker(worker, 'EVENT_STREAMS_INSPECT', timeout);
  return answer as readonly EventStreamsSnapshot[];
}
