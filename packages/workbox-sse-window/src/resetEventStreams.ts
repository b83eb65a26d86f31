import { askWorker } from './askWorker.js';

/**
 * Makes the worker forget all event streams that it shares, because the user has changed: to be
 * called when the response to a login or logout is there. All tabs of the worker come back to their
 * streams by themselves, with the cookies of that moment.
 *
 * Does nothing where there is no worker.
 *
 * @param timeout - milliseconds after which a worker that does not answer is given up. Default 5000.
 * @returns a promise that resolves when nothing is shared or stored any more that was before.
 * @throws `Error` if the worker does not answer: it shares no event streams, or is of an older version.
 *
 * @public
 */
export async function resetEventStreams(timeout = 5000): Promise<void> {
  const { navigator } = globalThis as Partial<typeof globalThis>;
  const container = navigator?.serviceWorker;
  // A page that was loaded past the worker has none, but shares the cookies with those that do.
  const worker = container?.controller ?? (await container?.getRegistration())?.active;
  if (worker) await askWorker(worker, 'EVENT_STREAMS_RESET', timeout);
}
