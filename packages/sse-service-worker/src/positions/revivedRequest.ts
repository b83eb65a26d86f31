/** What page code adds to the URL of an EventSource that it opens in the place of a dead one. */
const PARAMETER = /^[^#]*?(([?&])event-stream-last-event-id=([^&#]*)(&?))/;

/**
 * The request that an EventSource would have made by itself had it outlived its worker: without the
 * parameter with which `workbox-sse-window` says where it stopped, and with the Last-Event-ID header
 * in its stead, unless it has none.
 *
 * @returns `undefined` for any other request.
 *
 * @internal
 */
export function revivedRequest(request: Request): Request | undefined {
  const [, parameter, before, encoded, after] = PARAMETER.exec(request.url) ?? [];
  // What no header can hold was not written by this project.
  if (parameter === undefined || encoded === undefined || /%0[0ad]/i.test(encoded))
    return undefined;
  const revived = new Request(
    request.url.replace(parameter, () => (after && before) ?? ''),
    request,
  );
  // The header's bytes are those of the URL: UTF-8.
  const bytes = encoded.replace(/%([\da-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  if (bytes) revived.headers.set('last-event-id', bytes);
  return revived;
}
