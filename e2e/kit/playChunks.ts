import { setTimeout as delay } from 'node:timers/promises';
import type { Script } from './ScriptedServer.js';

/** Milliseconds: long enough for the browser to have read one chunk before the next one comes. */
const pause = 10;

/**
 * Script of a stream that is sent once, then ends; whoever comes back is told to stay away.
 *
 * @param ends - whether the server ends the stream by itself
 */
export const playChunks =
  (chunks: readonly (string | Uint8Array)[], ends = true): Script =>
  (exchange, attempt) => {
    if (attempt > 1) {
      exchange.respond(204);
      return;
    }
    void (async () => {
      exchange.open();
      for (const chunk of chunks) {
        await exchange.write(chunk);
        await delay(pause);
      }
      if (ends) exchange.end();
    })();
  };
