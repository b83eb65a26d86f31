/** Of FNV-1a with 128 bits (RFC 9923). */
const OFFSET = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = 0x1000000000000000000013bn;

/**
 * A name for the value of a header, so that a secret neither lies in storage nor is shown to those who
 * inspect streams. 128 bits: no two of a browser's are the same by chance. That a script of the origin
 * could make two that are does not matter, for it may read every stream. A browser's own digests are
 * asynchronous; whether a request is shared must be said at once.
 *
 * @internal
 */
export function digest(value: string): string {
  let hash = OFFSET;
  // A header's value is bytes.
  for (const char of value) {
    hash = BigInt.asUintN(128, (hash ^ BigInt(char.charCodeAt(0))) * PRIME);
  }
  return hash.toString(36);
}
