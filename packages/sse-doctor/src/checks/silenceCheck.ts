import type { Evidence } from '../evidence/Evidence.js';
import { sendHeartbeats } from '../mends/sendHeartbeats.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';
import { seconds } from './seconds.js';
import { streamOf } from './streamOf.js';

/** Whether the stream is silent for so long that something on the way ends it. */
export function silenceCheck(evidence: Evidence): Check | undefined {
  const stream = streamOf(evidence);
  if (stream?.timeToFirstByte === undefined) return undefined;
  const { idleTimeout } = evidence.examination;
  const { recording, openedAt, listened, end } = stream;
  const times = [openedAt, ...recording.arrivals, openedAt + listened];
  const longest = Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at)));
  const seen = `longest silence ${seconds(longest)} of ${seconds(listened)}, ${recording.comments} comment(s)`;
  if (longest < idleTimeout || end !== undefined) {
    return concluded('silence', seen, [], listened >= idleTimeout);
  }
  return concluded('silence', seen, [
    {
      code: 'silence',
      severity: 'warning',
      evidence: seen,
      consequence: `Proxies and load balancers end a connection that is silent for ${seconds(idleTimeout)}; EventSource reconnects, and misses what the server cannot send again. A tab that is gone is noticed late, too.`,
      mend: sendHeartbeats,
    },
  ]);
}
