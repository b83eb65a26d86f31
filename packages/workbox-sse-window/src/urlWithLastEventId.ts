/**
 * The URL at which a revived EventSource asks a worker that cannot know where it stopped. The worker
 * takes the parameter off again. Put at the end as text, so that the rest stays what it was.
 *
 * @param lastEventId - `''` if none has come: the worker then knows that events may be missing.
 *
 * @internal
 */
export function urlWithLastEventId(url: string, lastEventId: string): string {
  const [address = '', ...fragment] = url.split('#');
  const parameter = `event-stream-last-event-id=${encodeURIComponent(lastEventId)}`;
  const asked = `${address}${address.includes('?') ? '&' : '?'}${parameter}`;
  return [asked, ...fragment].join('#');
}
