/** The request of an EventSource, as a worker sees it. */
export function eventSourceRequest(url = 'https://app.test/events', init?: RequestInit): Request {
  return new Request(url, {
    headers: { accept: 'text/event-stream' },
    cache: 'no-store',
    ...init,
  });
}
