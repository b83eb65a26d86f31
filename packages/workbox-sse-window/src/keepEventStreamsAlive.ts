/**
 * Tells the worker at once when this page is hidden or looked at again: nothing is then held back from it
 * any more. Without, the worker sees it within a second.
 *
 * Also answers the worker when it asks whether this page is there. It does so for two reasons:
 * - Firefox ends a worker 30 seconds after the last event that came from outside, and its streams with it;
 *   the answer is such an event. Asked 15 seconds after the last one, while streams are open. One page
 *   that answers is enough for all pages of the worker.
 * - Firefox and WebKit take from a worker whatever it sends, and keep what a page does not. Of a page that
 *   answers, the worker knows what it has got: one that is stuck is closed alone when `maxQueueBytes`
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
  const answer = ({ data, source }: MessageEvent<{ readonly type?: unknown } | null>): void => {
    if (data?.type === 'EVENT_STREAMS_PING') source?.postMessage({ type: 'EVENT_STREAMS_PONG' });
  };
  const tell = (): void => {
    const type = document?.hidden ? 'EVENT_STREAMS_HIDDEN' : 'EVENT_STREAMS_VISIBLE';
    container?.controller?.postMessage({ type });
  };
  container?.addEventListener('message', answer);
  document?.addEventListener('visibilitychange', tell);
  return () => {
    container?.removeEventListener('message', answer);
    document?.removeEventListener('visibilitychange', tell);
  };
}
