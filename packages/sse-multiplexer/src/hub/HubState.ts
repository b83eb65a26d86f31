import type { Upstream } from '../upstream/Upstream.js';
import type { WaitingPages } from './WaitingPages.js';

/** @internal */
export type Timer = ReturnType<typeof setTimeout>;

/**
 * Where a hub stands. Replaced, never changed.
 *
 * @internal
 */
export type HubState =
  /** Not asked yet. */
  | { readonly name: 'idle' }
  /** Pages wait for the answer to one attempt. */
  | { readonly name: 'connecting'; readonly upstream: Upstream; readonly waiting: WaitingPages }
  /** Relays to its subscribers. */
  | { readonly name: 'open'; readonly upstream: Upstream }
  /** The last subscriber has left; open for a moment, for the page that a navigation loads. */
  | {
      readonly name: 'lingering';

      readonly upstream: Upstream;
      readonly timer: Timer;
    }
  /** The upstream is over; the worker opens it again while the subscribers stay. */
  | {
      readonly name: 'reopening';

      readonly upstream: Upstream | undefined;
      readonly timer: Timer;
      /** Whether the server is not there; the subscribers have been told so. */
      readonly isAway: boolean;
    }
  /** The upstream is over and pages have been sent away: kept until they are back, or time is up. */
  | {
      readonly name: 'dormant';
      readonly timer: Timer;
      /** When they are given up, by the monotonic clock. */
      readonly until: number;
    }
  | { readonly name: 'closed' };
