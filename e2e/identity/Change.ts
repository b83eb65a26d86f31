import type { Stage } from '../kit/Stage.js';
import type { Tab } from '../kit/Tab.js';
import type { IdentityServer } from './IdentityServer.js';
import type { IdentityStream } from './IdentityStream.js';

/** A browser that is lent from user to user. */
export interface Browser {
  readonly stage: Stage;
  readonly site: IdentityServer;
  readonly stream: IdentityStream;
  /** Streams all the while. */
  readonly faithful: Tab;
  /** In which users log in, and then ask for the stream at once. */
  readonly tab: Tab;
}

/** How one user follows another. */
export interface Change {
  readonly name: string;
  /** Makes that user the one whom the server knows, and has the tab listen at once, under `late`. */
  readonly to: (user: string, browser: Browser) => Promise<void>;
  /** Who that is then. Default: that user. */
  readonly becomes?: string;
}
