import { pageMessageOf, type WorkerMessage } from '../messages/pageMessageOf.js';
import { resetEventStreams } from './resetEventStreams.js';
import { resets } from './resets.js';

declare const self: ServiceWorkerGlobalScope;

const answer: WorkerMessage = { type: 'EVENT_STREAMS_RESET', version: 1 };

/**
 * Adds a strategy's reset to those that pages may ask for: a message of the type `EVENT_STREAMS_RESET`
 * with a port is answered when the streams of all strategies have been reset.
 *
 * @internal
 */
export function answerResets(reset: () => Promise<void>): void {
  if (resets.push(reset) > 1) return;
  self.addEventListener('message', (event) => {
    if (pageMessageOf(event.data) !== 'EVENT_STREAMS_RESET') return;
    const [port] = event.ports;
    const done = resetEventStreams().then(() => port?.postMessage(answer));
    event.waitUntil(done);
  });
}
