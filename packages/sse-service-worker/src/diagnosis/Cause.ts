/**
 * Why an upstream fails, as far as a worker can know:
 * - `unreachable`: nobody answers;
 * - `cors-refused`: the server answers, and does not let the pages' origin read the answer;
 * - `credentials-refused`: it lets the origin read what it sends without cookies only: it answers with a
 *   wildcard, or does not allow credentials;
 * - `preflight-refused`: it would let the origin read, were there not the headers that were added;
 * - `wrong-status`, `wrong-type`: it answers with what an EventSource does not take;
 * - `no-byte`: nothing at all has come for long; something on the way may keep it back.
 *
 * @internal
 */
export type Cause =
  | 'unreachable'
  | 'cors-refused'
  | 'credentials-refused'
  | 'preflight-refused'
  | 'wrong-status'
  | 'wrong-type'
  | 'no-byte';
