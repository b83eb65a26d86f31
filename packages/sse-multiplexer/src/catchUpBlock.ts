const encoder = new TextEncoder();

/**
 * A block that dispatches nothing but brings a page that joins in the middle of a stream up to date:
 * it sets the last event ID and the reconnection time. Empty of both it is a comment, because
 * Firefox fires `open` only with the first byte of the body.
 *
 * @internal
 */
export function catchUpBlock(
  lastEventId: string | undefined,
  reconnectionTime: number | undefined,
): Uint8Array<ArrayBuffer> {
  const id = lastEventId ? `id: ${lastEventId}\n` : '';
  const retry = reconnectionTime === undefined ? '' : `retry: ${reconnectionTime}\n`;
  return encoder.encode(`${id}${retry}` ? `${id}${retry}\n` : ':\n\n');
}
