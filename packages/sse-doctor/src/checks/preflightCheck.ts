import type { Preflight } from '../cors/Preflight.js';
import type { Evidence } from '../evidence/Evidence.js';
import { answerPreflight } from '../mends/answerPreflight.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';
import type { Finding } from './Finding.js';

/** Headers that need no preflight while they are short. */
const SAFELISTED = /^(?:accept|accept-language|content-language)$/i;

/** Whether headers that an EventSource does not send may be sent, by a worker or a client built on fetch. */
export function preflightCheck({ examination, preflights, first }: Evidence): Check | undefined {
  if (preflights.length === 0 || first === undefined) return undefined;
  const { origin, credentials, headers } = examination;
  const refusal = ({ refused, refusedWithCredentials }: Preflight): string | undefined =>
    credentials ? refusedWithCredentials : refused;
  const asked = Object.keys(headers).filter((name) => !SAFELISTED.test(name));
  const wanted = preflights.filter(({ header }) => asked.includes(header));
  const resume = preflights.find(({ header }) => header === 'Last-Event-ID');
  const findings: Finding[] = [];
  const names = ['Last-Event-ID', ...asked].join(', ');
  for (const preflight of wanted) {
    const why = refusal(preflight);
    if (why === undefined) continue;
    findings.push({
      code: 'preflight-refused',
      severity: 'error',
      evidence: `${preflight.header}: ${why}`,
      consequence: `All browsers: a request with ${preflight.header} is not sent; fetch rejects. An EventSource cannot send it at all.`,
      mend: answerPreflight(origin, names, credentials),
    });
  }
  const why = resume && refusal(resume);
  // One preflight that is refused for all headers is one fault.
  if (why !== undefined && findings.length === 0) {
    findings.push({
      code: 'resume-preflight-refused',
      severity: 'warning',
      evidence: `Last-Event-ID: ${why}`,
      consequence:
        'Native EventSources resume all the same: they send the header without a preflight. A worker cannot; a tab that comes back is then left to the browser, and a client built on fetch is told of a gap.',
      mend: answerPreflight(origin, names, credentials),
    });
  }
  const evidence = preflights
    .map(
      (preflight) =>
        `${preflight.header}: ${refusal(preflight) === undefined ? 'allowed' : 'refused'}`,
    )
    .join(', ');
  return concluded('preflight', evidence, findings);
}
