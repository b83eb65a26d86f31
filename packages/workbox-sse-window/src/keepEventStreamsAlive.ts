import type { PageMessage, WorkerMessage } from 'sse-service-worker/messages';

/**
 * Tells the worker at once when this page is hidden, or visible again: from then on nothing is held back from
 * it. Without this call the worker sees it within a second.
 *
 * Also answers the worker when it asks whether this page is there. It does so for two reasons:
 * - Firefox ends a worker 30 seconds after the last event that came from outside, and its streams with it;
 *   the answer is such an event. Asked 15 seconds after the last one, while streams are open. One page
 *   that answers is enough for all pages of the worker.
 * - Firefox and WebKit take whatever a worker sends, and keep what a page does not take. If a page
 *   answers, the worker knows what it has got: a stuck page is closed alone when `maxQueueBytes`
 *   wait for it, and comes back. Asked as streams flow, once for each quarter of that bound.
 *
 * Does nothing where there are no service workers.
 *
 * @returns a function that stops answering.
 *
 * @public
 */
export function keepEventStreamsAlive(): () => void {
  const { navigator, document } = globalThis as Partial<typeof globalThis>;
  const container = navigator?.serviceWorker;
  const answer = ({ data, source }: MessageEvent<Partial<WorkerMessage> | null>): void => {
    if (data?.type === 'EVENT_STREAMS_PING') source?.postMessage(message('EVENT_STREAMS_PONG'));
  };
  const tell = (): void => {
    const type = document?.hidden ? 'EVENT_STREAMS_HIDDEN' : 'EVENT_STREAMS_VISIBLE';
    container?.controller?.postMessage(message(type));
  };
  container?.addEventListener('message', answer);
  document?.addEventListener('visibilitychange', tell);
  return () => {
    container?.removeEventListener('message', answer);
    document?.removeEventListener('visibilitychange', tell);
  };
}

function message(type: PageMessage['type']): PageMessage {
  return { type, version: 1 };
}
