import type { Departures } from '../memory/Departures.js';
import type { GapReason } from '../wire/gapBlock.js';
import type { JoinPolicy } from '../options/MultiplexerOptions.js';
import type { ReplayBuffer } from '../memory/ReplayBuffer.js';

/**
 * How a page gets onto the shared stream: it follows after a block, or it has an upstream of its own
 * first, opened with `lastEventId`.
 *
 * @internal
 */
export type JoinPlan =
  | {
      readonly way: 'follow';
      readonly after: number;
      /** The page already holds the last event ID of that place. */
      readonly returns: boolean;
      readonly gap?: GapReason;
    }
  | {
      readonly way: 'separate';
      readonly lastEventId: string;
      readonly returns: boolean;
      readonly gap?: GapReason;
    };

/** What a plan is made from. */
interface Joining {
  readonly clientId: string;
  /** What the request says, where the browser shows it. */
  readonly lastEventId: string | undefined;
  readonly departures: Departures;
  readonly replay: ReplayBuffer;
  /** Sequence of the newest block. */
  readonly sequence: number;
  /** Whether all that this connection has to say to a new page is still to come. */
  readonly isFresh: boolean;
  /** Whether the server can be asked to go on after an ID. */
  readonly canResume: boolean;
  readonly policy: JoinPolicy;
  /** Whether the server must be asked by this page's own request. */
  readonly mustAsk: boolean;
}

/**
 * Decides where a page starts. A page that comes back, as its ID or its departure tells, goes on where
 * it stopped; for any other the policy decides.
 *
 * @internal
 */
export function joinPlan(joining: Joining): JoinPlan {
  const { departures, replay, sequence, policy } = joining;
  const departure = departures.take(joining.clientId, joining.lastEventId);
  const isReset = departure?.isReset ?? false;
  const lastEventId = isReset ? undefined : (joining.lastEventId ?? departure?.lastEventId);
  const gap = isReset && { gap: 'reset' as const };

  if (joining.mustAsk) {
    const returns = !isReset && departure !== undefined;
    return { way: 'separate', lastEventId: lastEventId ?? '', returns, ...gap };
  }

  if (!isReset && (departure || lastEventId)) {
    // The departure is exact also where several events share an ID, or have none.
    const after = departure?.sequence ?? (lastEventId && replay.sequenceOf(lastEventId));
    if (typeof after === 'number' && after >= replay.floor) {
      return { way: 'follow', after, returns: true };
    }
    if (lastEventId && joining.canResume) return { way: 'separate', lastEventId, returns: true };
    const gap = typeof after === 'number' ? 'replay-exceeded' : 'position-unknown';
    return { way: 'follow', after: sequence, returns: true, gap };
  }

  const follow = (after: number): JoinPlan => ({ way: 'follow', after, returns: false, ...gap });
  if (policy === 'live') return follow(sequence);
  if (policy === 'replay') return follow(replay.floor);
  if (replay.snapshot !== undefined) return follow(replay.snapshot - 1);
  return joining.isFresh
    ? follow(sequence)
    : { way: 'separate', lastEventId: '', returns: false, ...gap };
}
