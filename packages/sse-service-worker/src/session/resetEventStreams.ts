import { resets } from './resets.js';

/**
 * Resets the streams of all strategies of the worker.
 *
 * @returns a promise that resolves when nothing of them is stored any more, either.
 *
 * @public
 */
export async function resetEventStreams(): Promise<void> {
  await Promise.all(resets.map((reset) => reset()));
}
