import type { AdmissionNews } from './AdmissionNews.js';
import type { FanOut } from '../delivery/FanOut.js';
import type { HubEnvironment } from './HubEnvironment.js';
import type { Upstreams } from './Upstreams.js';

/**
 * What an admission needs.
 *
 * @internal
 */
export interface AdmissionParts {
  readonly fanOut: FanOut;
  readonly upstreams: Pick<Upstreams, 'requests' | 'resumption' | 'isPolled'>;
  readonly environment: HubEnvironment;
  /** Whether the stream goes on. */
  readonly isLive: () => boolean;
  readonly tell: (news: AdmissionNews) => void;
}
