import type { Arrival } from './Arrival.js';
import type { DetourNews } from './DetourNews.js';
import type { FanOut } from '../delivery/FanOut.js';
import type { HubEnvironment } from './HubEnvironment.js';
import type { Resumption } from '../upstream/Resumption.js';
import type { Subscriber } from '../delivery/Subscriber.js';

/**
 * What a detour needs.
 *
 * @internal
 */
export interface DetourParts {
  readonly arrival: Arrival;
  readonly subscriber: Subscriber;
  readonly fanOut: FanOut;
  /** Where the subscriber stands; `''` for one that is new. */
  readonly lastEventId: string;
  readonly resumption: Resumption;
  readonly environment: Pick<HubEnvironment, 'options' | 'warn'>;
  /** Whether the shared stream goes on, so that a subscriber can move onto it. */
  readonly isLive: () => boolean;
  readonly tell: (news: DetourNews) => void;
  /** Whether the own upstream's answer is what the page has come for, if it is no more than that. */
  readonly asksForItself: boolean;
}
