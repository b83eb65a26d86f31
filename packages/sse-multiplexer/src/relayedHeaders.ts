/**
 * The headers as they describe a relayed body, which is decoded already and not of the same length.
 *
 * @internal
 */
export function relayedHeaders(headers: Headers): Headers {
  const relayed = new Headers(headers);
  relayed.delete('content-encoding');
  relayed.delete('content-length');
  return relayed;
}
