import type { SessionOptions, SharedEventStreamsOptions } from 'sse-service-worker' with {
  'resolution-mode': 'import',
};
import type { ProviderChoice } from './ProviderChoice.js';

/**
 * A join policy that can be written into a generated worker: all but a snapshot predicate.
 *
 * @public
 */
export type SerialisableJoinPolicy =
  'native' | 'opening' | 'live' | 'replay' | { readonly snapshot: string | readonly string[] };

/**
 * What a generated worker does about event streams.
 *
 * @public
 */
export interface EventStreamsOptions {
  /**
   * How streams are shared, with the options of `SSEMultiplexStrategy` that can be written into a
   * file. Default `{}`: every stream that may be shared is. `false` leaves all to the browser, and
   * the worker then imports no script.
   */
  readonly multiplex?:
    | false
    | (Omit<SharedEventStreamsOptions, 'join' | 'session'> & {
        /** What shows that the user may have changed: the options of `session()`. Default: none. */
        readonly session?: SessionOptions;
        /** What late tabs get. Default `'native'`. */
        readonly join?: SerialisableJoinPolicy;
        /**
         * How Firefox is kept from ending the worker while streams are open: by asking pages for a
         * message, by sending one EventSource away for a moment, or in this order. Default `'auto'`.
         */
        readonly keepAlive?: 'auto' | 'page' | 'rotate' | false;
      });
  /**
   * Streams that are left to the browser though they could be shared: a string is a URL relative to
   * the worker's, without regard to the fragment, and without a `?` to the query; a RegExp is tested against the whole URL. A request
   * for one of them needs no `Accept: text/event-stream`. Default none. Streams that may not be
   * shared are left to the browser anyway.
   */
  readonly bypass?: readonly (string | RegExp)[];
  /**
   * Rules of `event-stream-providers` by name: `'split'`, or `['split', 'https://proxy.example.com']` where
   * a stream has another origin or prefix than usual. They come before `multiplex`, after `bypass`. Default none.
   */
  readonly providers?: readonly ProviderChoice[];
  /**
   * Which of the two scripts the worker imports; the development one prints warnings. Default: the
   * configuration's `mode`, else `NODE_ENV`, else `'production'`.
   */
  readonly mode?: 'development' | 'production';
}
