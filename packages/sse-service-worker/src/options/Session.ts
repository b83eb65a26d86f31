/**
 * What a strategy asks of a session.
 *
 * @public
 */
export interface WatchedSession {
  /**
   * Resolves when a stream may be asked for at this URL: nobody is logging in or out, and no change of the
   * user has passed unnoticed. Must have a bound.
   */
  settled(url: string): Promise<void>;
}

/**
 * Who the user is, as far as a worker can know. `session()` makes one; another one may be written.
 *
 * @public
 */
export interface Session {
  /**
   * Called once by each strategy that is given this session, while the worker's script is first run.
   *
   * @param reset - to be called, synchronously, when it is noticed that the user may have changed: from
   *   then on nothing is shared that was opened before. Does not reject.
   */
  watch(reset: () => void): WatchedSession;
}
