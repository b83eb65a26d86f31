/**
 * Whether an EventSource would announce the connection: status 200 and MIME type
 * `text/event-stream`; anything else fails it (HTML, "EventSource", fetch's processResponse).
 *
 * @internal
 */
export function isEventStreamResponse({ status, headers }: Response): boolean {
  if (status !== 200) return false;
  // Of several types the last one that is one counts (Fetch, "extract a MIME type").
  const types = headers.get('content-type')?.match(/(?:"(?:\\.|[^"\\])*"?|[^,"])+/g) ?? [];
  const essences = types.map((type) => type.split(';')[0]?.trim().toLowerCase() ?? '');
  const last = essences.filter((essence) => MIME_TYPE.test(essence) && essence !== '*/*').at(-1);
  return last === 'text/event-stream';
}

/** Two tokens of HTTP. */
const MIME_TYPE = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+$/;
