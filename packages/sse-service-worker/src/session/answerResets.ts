import { resetEventStreams } from './resetEventStreams.js';
import { resets } from './resets.js';

declare const self: ServiceWorkerGlobalScope;

/**
 * Adds a strategy's reset to those that pages may ask for: a message of the type `EVENT_STREAMS_RESET`
 * with a port is answered when the streams of all strategies have been reset.
 *
 * @internal
 */
export function answerResets(reset: () => Promise<void>): void {
  if (resets.push(reset) > 1) return;
  self.addEventListener('message', (event) => {
    if ((event.data as { type?: unknown } | null)?.type !== 'EVENT_STREAMS_RESET') return;
    const [port] = event.ports;
    const done = resetEventStreams().then(() => port?.postMessage({ type: 'EVENT_STREAMS_RESET' }));
    event.waitUntil(done);
  });
}
