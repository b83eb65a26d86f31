import { SettledAbort } from 'sse-multiplexer';

/** Milliseconds after which a probe gives up. */
const PATIENCE = 5000;

/**
 * Asks for a stream anew, only to see whether there is an answer. As soon as its headers are there, the
 * connection is closed.
 *
 * @returns the type of the response; `undefined` if there is none.
 *
 * @internal
 */
export async function probe(url: string, init: RequestInit): Promise<ResponseType | undefined> {
  const abort = new SettledAbort();
  const timer = setTimeout(() => {
    abort.abort();
  }, PATIENCE);
  const headers = { accept: 'text/event-stream' };
  const { signal } = abort;
  try {
    const { type } = await fetch(url, { ...init, headers, signal, cache: 'no-store' });
    abort.answered();
    return type;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}
