import type { Arrival } from './Arrival.js';
import type { GapReason } from '../wire/gapBlock.js';
import type { JoinPolicy } from '../options/MultiplexerOptions.js';
import type { StreamMemory } from '../memory/StreamMemory.js';

/**
 * How a page gets onto the shared stream: it follows after a block, or it has a separate upstream
 * first, opened with `lastEventId`.
 *
 * @internal
 */
export type JoinPlan = (
  | { readonly way: 'follow'; readonly after: number }
  | { readonly way: 'separate'; readonly lastEventId: string }
) & {
  /** The page already holds the last event ID of that place. */
  readonly returns: boolean;
  readonly gap?: GapReason;
};

/** What a plan is made from. */
interface Joining {
  readonly arrival: Arrival;
  readonly memory: StreamMemory;
  /** Whether all that this connection has to say to a new page is still to come. */
  readonly isFresh: boolean;
  /** Whether the server can be asked to resume after an ID. */
  readonly canResume: boolean;
  readonly policy: JoinPolicy;
  /** Whether the server must be asked by this page's own request. */
  readonly mustAsk: boolean;
  /** Whether pages poll: what came between two answers is no gap, unless IDs say so. */
  readonly isPolled: boolean;
  /** Whether this one is not to be given another's answer, because they do. */
  readonly asksForItself?: boolean | undefined;
}

/**
 * Decides where a page starts: one that comes back continues where it stopped; for a new one, and for one
 * of which nothing is known any more, the policy decides. It is never somebody else's position.
 *
 * @internal
 */
export function joinPlan({
  arrival,
  mustAsk,
  isPolled,
  asksForItself,
  ...joining
}: Joining): JoinPlan {
  const { known, carried, visit } = arrival;
  const { replay } = joining.memory;
  if (known?.state === 'reset') return start({ ...joining, mustAsk, gap: 'reset' });

  const lastEventId = carried ?? (known?.state === 'away' ? known.lastEventId : '');
  if (asksForItself) {
    const own = joining.canResume ? lastEventId : '';
    return { way: 'separate', lastEventId: own, returns: own !== '' };
  }
  const wasHere = known !== undefined || visit.mayReturn === true;
  if (mustAsk && lastEventId) return { way: 'separate', lastEventId, returns: true };

  const place = placeOf(arrival, joining.memory);
  const after = place ?? replay.sequenceOf(lastEventId);
  if (after !== undefined && after >= replay.floor && !mustAsk)
    return { way: 'follow', after, returns: true };
  if (lastEventId && joining.canResume) return { way: 'separate', lastEventId, returns: true };
  if ((!wasHere || isPolled) && !lastEventId) return start({ ...joining, mustAsk });
  const gap = after === undefined ? 'position-unknown' : 'replay-exceeded';
  return start({ ...joining, mustAsk, gap });
}

/** Where the worker left the page exactly: also where several events share an ID, or have none. */
function placeOf({ known, carried }: Arrival, memory: StreamMemory): number | undefined {
  if (known?.state !== 'away' || known.place?.memory !== memory) return undefined;
  // The page's own word counts more: it did not get all of it.
  return carried === undefined || carried === known.lastEventId ? known.place.sequence : undefined;
}

function start({
  memory: { replay, position },
  isFresh,
  policy,
  mustAsk,
  gap,
}: Omit<Joining, 'arrival' | 'canResume' | 'isPolled'> & { readonly gap?: GapReason }): JoinPlan {
  const more = { returns: false, ...(gap && { gap }) };
  if (mustAsk) return { way: 'separate', lastEventId: '', ...more };
  if (policy === 'replay') return { way: 'follow', after: replay.floor, ...more };
  if (replay.snapshot !== undefined) return { way: 'follow', after: replay.snapshot - 1, ...more };
  return policy === 'live' || isFresh
    ? { way: 'follow', after: position.sequence, ...more }
    : { way: 'separate', lastEventId: '', ...more };
}
