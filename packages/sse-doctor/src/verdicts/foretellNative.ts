import type { Evidence } from '../evidence/Evidence.js';
import { finalHop } from '../http/finalHop.js';
import { isEventStream } from '../http/isEventStream.js';
import { mimeType } from '../http/mimeType.js';
import type { Foretold } from './Foretold.js';
import { networkErrorOf } from './networkErrorOf.js';

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
  const error = networkErrorOf(evidence, withCredentials);
  // Chromium closes for good only what it was not allowed to read, or to follow.
  if (error === 'too-many') return ['reconnecting', 'closed'];
  if (error !== undefined) return ['closed', 'closed'];
  const { answer } = finalHop(withCredentials ? first.trace : (anonymous ?? first.trace));
  if (!isEventStream(answer)) return ['closed', 'closed'];
  const { charset } = mimeType(answer.headers);
  const isRead = charset === undefined || charset === 'utf-8';
  if (first.end !== undefined) return [isRead ? 'reconnecting' : 'closed', 'reconnecting'];
  // Firefox announces a connection with its first byte, be it one that cannot be decompressed yet.
  const isMute = first.timeToFirstByte === undefined;
  const isCompressed = answer.headers.get('content-encoding') !== null;
  return [isRead ? 'open' : 'closed', isMute && !isCompressed ? 'waiting' : 'open'];
}
