import type { HiddenPages } from '../delivery/HiddenPages.js';
import type { PagePositions } from '../memory/PagePositions.js';
import type { ResolvedOptions } from '../options/resolveOptions.js';
import type { Warn } from '../options/Warn.js';
import type { UpstreamEnd, UpstreamOptions } from '../upstream/Upstream.js';
import type { FetchUpstream } from '../upstream/Visit.js';

/**
 * What a hub needs of its surroundings.
 *
 * @internal
 */
export interface HubEnvironment {
  readonly options: ResolvedOptions & Pick<UpstreamOptions, 'inPlaceOf'>;
  /** The origin of the pages: a header added to a request to another one causes a preflight. */
  readonly origin: string;
  /** Where pages stand, on this stream and on others. */
  readonly positions: PagePositions;
  /** Fetches an upstream that the hub opens on its own behalf. */
  readonly fetch: FetchUpstream;
  readonly warn: Warn;
  /** Those pages whose events are held back for a moment. Default: none. */
  readonly hiddenPages?: HiddenPages;
  /** See {@link MultiplexerEnvironment.ask}. */
  readonly ask?: (clientId: string) => void;
  /** See {@link MultiplexerEnvironment.onChange}. */
  readonly onChange?: () => void;
  /** Told once, when the hub is of no more use. */
  readonly onClosed: (end: UpstreamEnd | undefined) => void;
}
