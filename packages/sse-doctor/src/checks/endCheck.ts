import type { Evidence } from '../evidence/Evidence.js';
import { finalHop } from '../http/finalHop.js';
import type { LiveVisit } from '../listening/LiveVisit.js';
import { changeApplication } from '../mends/changeApplication.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';
import type { Finding } from './Finding.js';
import { seconds } from './seconds.js';
import { streamOf } from './streamOf.js';

/** Whether the server keeps the connection. */
export function endCheck(evidence: Evidence): Check | undefined {
  const stream = streamOf(evidence);
  if (stream === undefined) return undefined;
  const { end, listened, recording } = stream;
  // A length that is said beforehand is a fault by itself.
  const isAnnounced = finalHop(stream.trace).answer.headers.get('content-length') !== null;
  if (end === undefined || isAnnounced) {
    return concluded('end', `open for ${seconds(listened)}`);
  }
  const seen = `${end === 'broken' ? 'broken off' : 'ended'} after ${seconds(listened)} and ${recording.count} event(s)`;
  return concluded('end', seen, [ended(stream, seen)]);
}

function ended({ end, recording }: LiveVisit, seen: string): Finding {
  const retry = recording.retry ?? 3000;
  const again = `All browsers: error with readyState 0; EventSource comes back after ${seconds(retry)} (retry), each time.`;
  const keepOpen = changeApplication(`request.on('close', leave); // and no response.end() before`);
  if (end === 'broken') {
    return {
      code: 'breaks',
      severity: 'warning',
      evidence: `${seen}${recording.pending > 0 ? ', within an event' : ''}`,
      consequence: `${again} What was sent of an unfinished event is lost.`,
      mend: { ...keepOpen, nginx: 'proxy_read_timeout 1h;', apache: 'ProxyTimeout 3600' },
    };
  }
  if (recording.bytes === 0) {
    return {
      code: 'empty',
      severity: 'error',
      evidence: seen,
      consequence: `${again} There is never an event.`,
      mend: keepOpen,
    };
  }
  if (/^data:/m.test(recording.pendingText)) {
    return {
      code: 'event-incomplete',
      severity: 'warning',
      evidence: `${seen}; the last one has no empty line after it`,
      consequence: 'All browsers drop the last event: only an empty line dispatches one.',
      mend: changeApplication('response.end(`data: ${text}\\n\\n`);'),
    };
  }
  return {
    code: 'ends',
    severity: 'warning',
    evidence: seen,
    consequence: `${again} That is polling: use it on purpose, with a retry that fits, or keep the connection.`,
    mend: keepOpen,
  };
}
