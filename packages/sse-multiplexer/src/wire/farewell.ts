/**
 * The last bytes before a page is sent away for another worker to take over: it comes back after 300 ms.
 * Sooner it would find the old worker still active, and hold it up again.
 *
 * @public
 */
export function farewell(): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode('retry: 300\n\n');
}
