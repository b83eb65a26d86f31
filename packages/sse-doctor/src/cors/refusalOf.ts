import type { Refusal, Trace } from '../http/Trace.js';
import { corsCheck } from './corsCheck.js';

/** The first response on the way that a page may not read; `undefined` if it may read all. */
export function refusalOf({ hops }: Trace, withCredentials: boolean): Refusal | undefined {
  for (const [index, hop] of hops.entries()) {
    if (hop.origin === undefined) continue;
    const refusal = corsCheck(hop.answer.headers, hop.origin, withCredentials);
    if (refusal !== undefined) return { hop, index, refusal };
  }
  return undefined;
}
