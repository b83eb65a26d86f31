import type { CarrierBus } from './CarrierBus.js';

/**
 * What may be carried: a path, exactly, or with `*` at its end every path that begins so; a RegExp on path and
 * query; or a function that is given the whole URL and the headers of the request as it will be made.
 *
 * @public
 */
export type CarrierRule = string | RegExp | ((url: URL, headers: Headers) => boolean);

/**
 * How a server carries event streams. Every option has a default; a wrong value throws `InvalidOptionError` when it is given.
 * Durations are milliseconds, sizes bytes.
 *
 * @public
 */
export interface CarrierOptions {
  /** What may be carried; the worker opens anything else without the carrier. Default: every path of the server. */
  readonly allow?: CarrierRule | readonly CarrierRule[];
  /** Other origins whose pages may use the carrier, such as `https://app.example.com`. Default none. */
  readonly origins?: readonly string[];
  /**
   * Request headers of streams that are passed on besides `Last-Event-ID`, `Accept-Language` and
   * `Authorization`. Headers that speak of the connection, of cookies or of proxies cannot be named.
   * Default none.
   */
  readonly headers?: readonly string[];
  /**
   * Who the user is. A `POST` of another user than the `GET`'s is answered as if there were no such
   * carrier. Default: not checked; the carrier's id is a secret of 128 bits.
   */
  readonly user?: (request: Request) => string | undefined | Promise<string | undefined>;
  /**
   * Names the client that `maxCarriersPerClient` counts for. Default: its address; behind a proxy with a private
   * address, the last one in `X-Forwarded-For`.
   */
  readonly client?: (request: Request, address: string) => string;
  /** Streams on one carrier; the worker opens more without the carrier. Default 256. */
  readonly maxStreams?: number;
  /** Carriers of one client; more are answered with 429. Default 64. */
  readonly maxCarriersPerClient?: number;
  /** Carriers of all clients; more are answered with 503. Default 10,000. */
  readonly maxCarriers?: number;
  /** Milliseconds between two comments while nothing else is sent. Default 15,000; `false` sends none. */
  readonly heartbeat?: number | false;
  /**
   * Bytes of one stream that are sent while the worker has not confirmed half of them. It limits how much of a flooding
   * stream comes before the others; of one that fills it beside others a quarter is sent, with rests in between. Default
   * 128 KiB; `false` asks for no confirmation.
   */
  readonly window?: number | false;
  /** Lets several instances of a server share their carriers, see `redisBus`. Default: one instance. */
  readonly bus?: CarrierBus;
}
