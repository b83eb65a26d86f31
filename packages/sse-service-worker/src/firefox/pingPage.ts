import type { WorkerMessage } from '../messages/pageMessageOf.js';

declare const self: ServiceWorkerGlobalScope;

const ping: WorkerMessage = { type: 'EVENT_STREAMS_PING', version: 1 };

/**
 * Asks a page whether it is there. One that has called `keepEventStreamsAlive` answers with a message
 * of the type `EVENT_STREAMS_PONG`, as soon as its main thread is free.
 *
 * @internal
 */
export async function pingPage(clientId: string): Promise<void> {
  const client = await self.clients.get(clientId);
  client?.postMessage(ping);
}
