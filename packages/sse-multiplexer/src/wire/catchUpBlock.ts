const encoder = new TextEncoder();

/** Type of the event in a catch-up block that has to dispatch one; an app does not listen for it. */
const TYPE = 'event-stream-join';

/**
 * A block that brings a page that joins in the middle of a stream up to date: it sets the last event
 * ID and the reconnection time. Empty of both it is a comment, because Firefox fires `open` only with
 * the first byte of the body.
 *
 * @param lastEventId - `''` makes the page forget the one that it holds; `undefined` leaves it.
 * @param mustDispatch - an EventSource in Firefox takes an ID only from a block that dispatches an
 *   event, against HTML's "dispatch the event", step 1. Otherwise the block dispatches nothing.
 *
 * @internal
 */
export function catchUpBlock(
  lastEventId: string | undefined,
  reconnectionTime: number | undefined,
  mustDispatch = false,
): Uint8Array<ArrayBuffer> {
  const event = mustDispatch ? `event: ${TYPE}\ndata\n` : '';
  const id = lastEventId === undefined ? '' : `id: ${lastEventId}\n${event}`;
  const retry = reconnectionTime === undefined ? '' : `retry: ${reconnectionTime}\n`;
  return encoder.encode(`${id}${retry}` ? `${id}${retry}\n` : ':\n\n');
}
