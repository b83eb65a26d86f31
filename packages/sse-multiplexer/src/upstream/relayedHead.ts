/** What a Response can be given for a reason; servers send more (Fetch, "initialize a response"). */
const REASON_PHRASE = /^[\t\x20-\x7e\x80-\xff]*$/;

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
  return { status, statusText: REASON_PHRASE.test(statusText) ? statusText : '', headers: relayed };
}
