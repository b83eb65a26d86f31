/** All that a page sees of an EventSource. */
export function listen(source: EventSource, ...types: string[]): string[] {
  const seen: string[] = [];
  for (const type of ['open', 'error', 'message', 'event-stream-gap', ...types]) {
    source.addEventListener(type, (event) => {
      const { data, lastEventId } = event as MessageEvent<string>;
      const what = event instanceof MessageEvent ? ` ${data} (${lastEventId})` : '';
      seen.push(`${type}${what} ${source.readyState}`);
    });
  }
  return seen;
}
