/**
 * Whether an EventSource would announce the connection: status 200 and MIME type
 * `text/event-stream`; anything else fails it (HTML, "EventSource", fetch's processResponse).
 *
 * @internal
 */
export function isEventStreamResponse(response: Response): boolean {
  const [essence] = (response.headers.get('content-type') ?? '').split(';');
  return response.status === 200 && essence?.trim().toLowerCase() === 'text/event-stream';
}
