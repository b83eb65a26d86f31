import type { Cause } from './Cause.js';
import { probe } from './probe.js';

/**
 * Finds out why a request failed for which there is no response. The browser does not say; so the
 * same URL is asked in other ways, up to three: one that cannot be refused by CORS, one without added
 * headers, one without cookies.
 *
 * @internal
 */
export async function causeOfFailure({
  url,
  credentials,
}: Pick<Request, 'url' | 'credentials'>): Promise<Cause> {
  if (!(await probe(url, { mode: 'no-cors', credentials }))) return 'unreachable';
  const plain = await probe(url, { mode: 'cors', credentials });
  // Of its own origin nothing is refused: it was away for a moment.
  if (plain === 'basic') return 'unreachable';
  if (plain) return 'preflight-refused';
  if (credentials === 'include' && (await probe(url, { mode: 'cors', credentials: 'omit' }))) {
    return 'credentials-refused';
  }
  return 'cors-refused';
}
