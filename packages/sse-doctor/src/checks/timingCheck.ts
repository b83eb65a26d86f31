import { adviceOn } from 'sse-service-worker/diagnosis';
import type { Evidence } from '../evidence/Evidence.js';
import { finalHop } from '../http/finalHop.js';
import type { LiveVisit } from '../listening/LiveVisit.js';
import { changeApplication } from '../mends/changeApplication.js';
import { doNotBuffer } from '../mends/doNotBuffer.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';
import type { Finding } from './Finding.js';
import { seconds } from './seconds.js';
import { streamOf } from './streamOf.js';

/** Milliseconds that a page notices. */
const LATE = 1000;

/** When the headers and the first byte come. */
export function timingCheck(evidence: Evidence): Check | undefined {
  const stream = streamOf(evidence);
  if (stream === undefined) return undefined;
  const { timeToHeaders, timeToFirstByte } = stream;
  const first =
    timeToFirstByte === undefined ? 'no byte' : `first byte ${seconds(timeToFirstByte)} later`;
  const seen = `headers after ${seconds(timeToHeaders)}, ${first}`;
  return concluded('timing', seen, [timingFinding(evidence, stream, seen)]);
}

function timingFinding(
  { examination: { origin, credentials }, stalls }: Evidence,
  { timeToFirstByte, end, listened, trace, startedAt, openedAt }: LiveVisit,
  seen: string,
): Finding | undefined {
  const atOnce = changeApplication(
    `response.flushHeaders();\nresponse.write(':\\n\\n'); // a first byte, before the first event`,
  );
  if (timeToFirstByte === undefined) {
    if (end !== undefined) return undefined;
    // Said by another check, which knows why.
    if (finalHop(trace).answer.headers.get('content-encoding') !== null) return undefined;
    const silence = listened;
    const circumstances = { origin, withCredentials: credentials, response: undefined, silence };
    return {
      code: 'no-byte',
      severity: 'error',
      evidence: seen,
      consequence: `Firefox: EventSource stays in readyState 0, open is never fired; Chromium: it is open and silent. It ${adviceOn('no-byte', { ...circumstances, silence: Math.round(silence / 100) * 100 })}`,
      mend: { ...doNotBuffer, express: atOnce.express, node: atOnce.node },
    };
  }
  // What this program was too busy to see at once was not late.
  if (openedAt - startedAt - stalls.within(startedAt, openedAt) > LATE) {
    return {
      code: 'late-headers',
      severity: 'warning',
      evidence: `${seen}${timeToFirstByte < 50 ? ': the headers wait for the first event' : ''}`,
      consequence:
        'All browsers: EventSource stays in readyState 0 so long, and open is fired late. A worker that waits for it lets every tab wait.',
      mend: { ...doNotBuffer, express: atOnce.express, node: atOnce.node },
    };
  }
  if (timeToFirstByte - stalls.before(openedAt + timeToFirstByte) <= LATE) return undefined;
  return {
    code: 'late-first-byte',
    severity: 'warning',
    evidence: seen,
    consequence: 'Firefox: open is fired with the first byte only; Chromium: at once.',
    mend: atOnce,
  };
}
