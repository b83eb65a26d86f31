import type { Check, CheckName } from './Check.js';
import type { Finding } from './Finding.js';

/** A check with what it has come to. */
export function concluded(
  name: CheckName,
  evidence: string,
  findings: readonly (Finding | undefined)[] = [],
  isKnown = true,
): Check {
  const found = findings.filter((finding) => finding !== undefined);
  const isError = found.some(({ severity }) => severity === 'error');
  const verdict = isError ? 'error' : found.length > 0 ? 'warning' : isKnown ? 'ok' : 'unknown';
  return { name, verdict, evidence, findings: found };
}
