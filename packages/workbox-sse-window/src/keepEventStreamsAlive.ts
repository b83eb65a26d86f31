/**
 * Answers the worker that asks, in Firefox 15 seconds after the last event while streams are open, whether a page is
 * there. Firefox ends a worker 30 seconds after the last event that came from outside, and its streams
 * with it; the answer is such an event. One page that answers is enough for all pages of the worker.
 *
 * Does nothing where there are no service workers.
 *
 * @returns a function that stops answering.
 *
 * @public
 */
export function keepEventStreamsAlive(): () => void {
  const { navigator } = globalThis as Partial<typeof globalThis>;
  const container = navigator?.serviceWorker;
  const answer = ({ data, source }: MessageEvent<{ readonly type?: unknown } | null>): void => {
    if (data?.type === 'EVENT_STREAMS_PING') source?.postMessage({ type: 'EVENT_STREAMS_PONG' });
  };
  container?.addEventListener('message', answer);
  return () => container?.removeEventListener('message', answer);
}
