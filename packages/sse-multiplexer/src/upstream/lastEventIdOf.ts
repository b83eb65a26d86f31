/**
 * The last event ID that a request carries, decoded from the header's bytes; `undefined` without the
 * header, as always for an EventSource in Chromium, which hides it from the worker.
 *
 * @internal
 */
export function lastEventIdOf(request: Request): string | undefined {
  const value = request.headers.get('last-event-id');
  if (value === null) return undefined;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    Uint8Array.from(value, (char) => char.charCodeAt(0)),
  );
}
