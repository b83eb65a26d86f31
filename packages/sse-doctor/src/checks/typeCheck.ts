import { adviceOn } from 'sse-service-worker/diagnosis';
import type { Evidence } from '../evidence/Evidence.js';
import { finalHop } from '../http/finalHop.js';
import { isLedElsewhere } from '../http/isLedElsewhere.js';
import { mimeType } from '../http/mimeType.js';
import { setHeader } from '../mends/setHeader.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';
import type { Finding } from './Finding.js';

/** Whether the answer is said to be an event stream. */
export function typeCheck({ examination, first }: Evidence): Check | undefined {
  if (first === undefined) return undefined;
  const { answer } = finalHop(first.trace);
  if (answer.status !== 200) return undefined;
  // Where it leads instead says more than what is there.
  if (isLedElsewhere(first.trace)) return undefined;
  const { headers } = answer;
  const quote = headers.quote('content-type');
  const { essence, charset } = mimeType(headers);
  const { origin, credentials: withCredentials } = examination;
  const mend = setHeader('Content-Type', 'text/event-stream');
  const findings: Finding[] = [];
  if (essence !== 'text/event-stream') {
    const circumstances = { origin, withCredentials, response: answer, silence: 0 };
    findings.push({
      code: 'wrong-type',
      severity: 'error',
      evidence: quote,
      consequence: `All browsers: EventSource is closed for good, with or without a worker. It ${adviceOn('wrong-type', circumstances)}`,
      mend,
    });
  } else if ((headers.get('content-type') ?? '').includes(',')) {
    findings.push({
      code: 'type-twice',
      severity: 'warning',
      evidence: quote,
      consequence:
        'Browsers take the last one; proxies, workers and other clients may take the first, or both as one.',
      mend,
    });
  } else if (charset !== undefined && charset !== 'utf-8') {
    findings.push({
      code: 'charset',
      severity: 'error',
      evidence: quote,
      consequence:
        'Chromium closes the EventSource for good; Firefox reads it as UTF-8 all the same. An event stream is UTF-8.',
      mend,
    });
  }
  return concluded('type', quote, findings);
}
