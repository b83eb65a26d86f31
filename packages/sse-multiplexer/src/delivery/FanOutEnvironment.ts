import type { HiddenPages } from './HiddenPages.js';
import type { PagePositions } from '../memory/PagePositions.js';
import type { ResolvedOptions } from '../options/resolveOptions.js';

/**
 * What a fan-out needs of its surroundings.
 *
 * @internal
 */
export interface FanOutEnvironment {
  readonly options: ResolvedOptions;
  readonly positions: PagePositions;
  /** Told of each delivery. */
  readonly hiddenPages?: Pick<HiddenPages, 'takeTurns'> | undefined;
  /** Called when a subscriber has been dropped because too much waited for it. */
  readonly onDropped?: () => void;
  /** Called after every delivery, and when a subscriber has come or gone. */
  readonly onChange?: () => void;
}
