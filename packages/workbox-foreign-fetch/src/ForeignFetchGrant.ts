import type { ForeignFetchScope } from './ForeignFetchScope.js';

/**
 * The provider that an app lets in, and for which origins.
 *
 * @public
 */
export interface ForeignFetchGrant {
  /**
   * URL of a classic script, relative to the worker's. It is imported, unless there is a `provider`,
   * which it then only names.
   */
  readonly script: string;
  /** Origins whose requests it may answer. Default: the script's own origin. */
  readonly origins?: readonly string[];
  /** Instead of the script: a function from an npm package, called at once. */
  readonly provider?: (scope: ForeignFetchScope) => void;
}
