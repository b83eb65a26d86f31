import { refusalOf } from '../cors/refusalOf.js';
import type { Evidence } from '../evidence/Evidence.js';
import type { RedirectFault } from '../http/Trace.js';

/** Why a browser makes a network error of the answer; `undefined` if it does not. */
export function networkErrorOf(
  { first, anonymous }: Evidence,
  withCredentials: boolean,
): RedirectFault | 'cors' | undefined {
  if (first === undefined) return undefined;
  const trace = withCredentials ? first.trace : (anonymous ?? first.trace);
  const isRefused = refusalOf(trace, withCredentials) !== undefined;
  return trace.fault ?? (isRefused ? 'cors' : undefined);
}
