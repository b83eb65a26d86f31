import { refusalOf } from '../cors/refusalOf.js';
import type { Evidence } from '../evidence/Evidence.js';
import { finalHop } from '../http/finalHop.js';
import { isEventStream } from '../http/isEventStream.js';
import { mimeType } from '../http/mimeType.js';
import type { Foretold } from './Foretold.js';

/** What becomes of an EventSource without a worker, or one that is left to the browser by it. */
export function foretellNative(evidence: Evidence, withCredentials: boolean): Foretold {
  const { block, examination, first, noAnswer, anonymous } = evidence;
  if (block === 'userinfo') return ['closed', 'open'];
  if (block !== undefined || examination.method !== 'GET') return ['closed', 'closed'];
  if (first === undefined) {
    if (noAnswer?.kind === 'late') return ['waiting', 'waiting'];
    // Of its own origin Firefox takes it for a server that is away for a moment.
    const isOwn = examination.url.origin === examination.origin;
    return ['reconnecting', isOwn ? 'reconnecting' : 'closed'];
  }
  const trace = withCredentials ? first.trace : (anonymous ?? first.trace);
  if (trace.fault !== undefined || refusalOf(trace, withCredentials) !== undefined) {
    return ['closed', 'closed'];
  }
  const { answer } = finalHop(trace);
  if (!isEventStream(answer)) return ['closed', 'closed'];
  const { charset } = mimeType(answer.headers);
  const chromium = charset === undefined || charset === 'utf-8';
  if (first.end !== undefined) return [chromium ? 'reconnecting' : 'closed', 'reconnecting'];
  // Firefox announces a connection with its first byte.
  const firefox = first.timeToFirstByte === undefined ? 'waiting' : 'open';
  return [chromium ? 'open' : 'closed', firefox];
}
