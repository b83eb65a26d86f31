import type { SSEMultiplexStrategyOptions } from 'workbox-sse';

/**
 * What only the provider of an event stream knows: how its streams are shared.
 *
 * @public
 */
export type ProviderSharing = Pick<
  SSEMultiplexStrategyOptions,
  'ignoreURLParametersMatching' | 'shareKey' | 'varyOn' | 'join' | 'resume' | 'silence' | 'session'
>;

/**
 * How the event streams of one provider are treated, as data.
 *
 * @public
 */
export interface EventStreamProvider {
  /** Names it in messages. */
  readonly name: string;
  /** URL prefixes, relative to the worker's URL. */
  readonly scopes: readonly string[];
  /**
   * How what may be shared is shared, with options of `SSEMultiplexStrategy`; `{}` for its defaults.
   * `false` leaves all GET and POST requests under the scopes to the browser, whatever they accept.
   */
  readonly share: false | ProviderSharing;
}
