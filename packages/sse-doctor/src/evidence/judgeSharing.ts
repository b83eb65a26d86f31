import { finalHop } from '../http/finalHop.js';
import { isEventStream } from '../http/isEventStream.js';
import type { Heard } from '../listening/Heard.js';
import { isSharedWith } from './isSharedWith.js';
import { openingOf } from './openingOf.js';
import type { Sharing } from './Sharing.js';

/** Milliseconds after the headers that belong to a connection's opening. */
const OPENING = 250;

/** What the second of two connections got, compared with the first, which was there before and while. */
export function judgeSharing(first: Heard, second: Heard | undefined): Sharing {
  if (second === undefined) return 'unknown';
  if (!isEventStream(finalHop(second.trace).answer)) return 'refused';
  const end = first.openedAt + first.listened;
  const live = second.events.filter(({ at }) => at - second.openedAt > OPENING && at < end);
  const firstLive = first.events.filter(({ at }) => at - second.openedAt > OPENING);
  const common = live.filter((event) => isSharedWith(first, event));
  if (common.length > 0 && common.length >= live.length / 2) {
    const known = new Set(first.events.map(({ fingerprint }) => fingerprint));
    return openingOf(second, first).every(({ fingerprint }) => known.has(fingerprint))
      ? 'same'
      : 'opening';
  }
  return live.length > 1 && firstLive.length > 1 ? 'own' : 'unknown';
}
