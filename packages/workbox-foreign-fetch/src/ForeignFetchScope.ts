import type { ForeignFetchEvent } from './ForeignFetchEvent.js';
import type { ForeignFetchRule } from './ForeignFetchRule.js';

/**
 * What a provider has to say what it answers: a script finds it in its global scope while it is
 * imported, a function is called with it.
 *
 * @public
 */
export interface ForeignFetchScope {
  /**
   * Registers which requests become `foreignfetch` events of this provider. To be called at once, each
   * time that the worker starts.
   *
   * @throws TypeError if a rule is malformed, or outside of what the app grants.
   */
  readonly registerForeignFetch: (rule: ForeignFetchRule) => void;
  /** Adds a listener for the requests that this provider has registered, and no others. */
  readonly addEventListener: (
    type: 'foreignfetch',
    listener: (event: ForeignFetchEvent) => void,
  ) => void;
}
