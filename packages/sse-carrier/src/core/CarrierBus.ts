/**
 * Brings what is posted to one instance of a server to the instance that has the carrier.
 *
 * @public
 */
export interface CarrierBus {
  /**
   * Hears what is sent to a name from now on.
   *
   * @returns what ends that.
   */
  listen(name: string, hear: (message: string) => void): Promise<() => Promise<void>>;
  /** @returns whether anybody listens to this name. */
  send(name: string, message: string): Promise<boolean>;
  /** Ends its connections. */
  close(): Promise<void>;
}
