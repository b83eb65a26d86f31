import type { Evidence } from '../evidence/Evidence.js';
import { finalHop } from '../http/finalHop.js';
import type { SeenEvent } from '../listening/SeenEvent.js';
import { doNotBuffer } from '../mends/doNotBuffer.js';
import { doNotCompress } from '../mends/doNotCompress.js';
import { setHeader } from '../mends/setHeader.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';
import type { Finding } from './Finding.js';
import { seconds } from './seconds.js';
import { streamOf } from './streamOf.js';

/** Milliseconds between two events that came at once. */
const AT_ONCE = 30;
/** Events that came at once and are called a clump. */
const CLUMP = 3;

/** Whether something keeps events back: a proxy, a compressor. */
export function bufferingCheck(evidence: Evidence): Check | undefined {
  const stream = streamOf(evidence);
  if (stream === undefined) return undefined;
  const { headers } = finalHop(stream.trace).answer;
  const coding = headers.get('content-encoding');
  const { recording, timeToFirstByte, end } = stream;
  const clumps = clumpsOf(recording.events);
  const isTorn = recording.torn >= 2 && clumps.length > 0;
  const keepsAll = coding !== null && timeToFirstByte === undefined && end === undefined;
  const seen = isTorn
    ? `${clumps.length} clump(s) of ${CLUMP} to ${Math.max(...clumps)} events at once, ${recording.torn} events torn apart in between`
    : keepsAll
      ? `not one byte in ${seconds(stream.listened)}`
      : 'events come one by one';
  const accel = headers.get('x-accel-buffering');
  return concluded('buffering', `${seen}, ${headers.quote('content-encoding')}`, [
    isTorn || keepsAll ? keptBack(seen, coding) : undefined,
    accel?.toLowerCase() === 'yes' ? accelerated : undefined,
  ]);
}

function keptBack(seen: string, coding: string | null): Finding {
  const isCompressed = coding !== null;
  return {
    code: isCompressed ? 'compression-buffers' : 'buffered',
    severity: 'error',
    evidence: isCompressed ? `Content-Encoding: ${coding}, ${seen}` : seen,
    consequence: isCompressed
      ? 'All browsers: events come late, many at once, or never: the compressor waits until it has enough.'
      : 'All browsers: events come late, many at once; something on the way waits until its buffer is full.',
    mend: isCompressed ? doNotCompress : doNotBuffer,
  };
}

const accelerated: Finding = {
  code: 'accel-buffering',
  severity: 'warning',
  evidence: 'X-Accel-Buffering: yes',
  consequence:
    'All browsers: an nginx on the way buffers the stream, even with proxy_buffering off.',
  mend: setHeader('X-Accel-Buffering', 'no'),
};

/** Sizes of groups of events that came at once, after the connection's opening. */
function clumpsOf(events: readonly SeenEvent[]): number[] {
  const sizes: number[] = [];
  let size = 0;
  let last: number | undefined;
  for (const { at } of events) {
    if (last !== undefined && at - last > AT_ONCE) {
      sizes.push(size);
      size = 0;
    }
    size++;
    last = at;
  }
  sizes.push(size);
  return sizes.slice(1).filter((count) => count >= CLUMP);
}
