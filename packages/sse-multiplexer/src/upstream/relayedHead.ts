/**
 * Status and headers of a response whose body is relayed: the body is decoded already, and may be of
 * another length.
 *
 * @internal
 */
export function relayedHead({ status, statusText, headers }: Response): ResponseInit {
  const relayed = new Headers(headers);
  relayed.delete('content-encoding');
  relayed.delete('content-length');
  return { status, statusText, headers: relayed };
}
