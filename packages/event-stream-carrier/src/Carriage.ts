import {
  CarrierConnection,
  type CarrierConnectionEnd,
  type CarrierConnectionOptions,
} from './CarrierConnection.js';
import { carrierProtocol } from './carrierProtocol.js';
import { foreignResponse } from './foreignResponse.js';

/** Replaced by the build tool. */
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** Times that a carrier may be lost before it has carried anything, until streams do without. */
const MOST_LOSSES = 2;

/** @internal */
export interface CarriageOptions extends Omit<
  CarrierConnectionOptions,
  'expected' | 'onCarried' | 'onEnd'
> {
  /** Milliseconds for which streams do without a carrier that was not there. */
  readonly retryAfter: number;
  /** The origin of the pages, if the carrier has another. */
  readonly page: string | undefined;
}

/**
 * The way to one server, with or without cookies: its connection, one after the other, and what is known of
 * the last one.
 *
 * @internal
 */
export class Carriage {
  readonly #options: CarriageOptions;
  #connection: CarrierConnection | undefined;
  /** URLs of streams that broke with the last connection. */
  #broken: ReadonlySet<string> = new Set();
  #losses = 0;
  #absentUntil = 0;

  constructor(options: CarriageOptions) {
    this.#options = options;
  }

  /** @returns the stream's response; `undefined` if it has to be asked for without the carrier. */
  async carry(request: Request): Promise<Response | undefined> {
    if (this.#absentUntil > performance.now()) return undefined;
    const response = await (this.#connection ??= this.#connect()).carry(request);
    const { page, credentials } = this.#options;
    return page && response ? foreignResponse(response, page, credentials === 'include') : response;
  }

  reset(): void {
    this.#connection?.end('idle', 'was reset');
  }

  #connect(): CarrierConnection {
    const url = new URL(this.#options.url);
    url.searchParams.set(carrierProtocol.routeParameter, crypto.randomUUID());
    return new CarrierConnection({
      ...this.#options,
      url: url.href,
      expected: this.#broken,
      onCarried: () => {
        this.#losses = 0;
      },
      onEnd: (...end) => {
        this.#ended(...end);
      },
    });
  }

  #ended(end: CarrierConnectionEnd, why: string, urls: ReadonlySet<string>): void {
    this.#connection = undefined;
    const isLost = end === 'lost';
    this.#broken = isLost ? urls : new Set();
    this.#losses = isLost ? this.#losses + 1 : 0;
    const { url, page, retryAfter } = this.#options;
    // Of another origin a carrier that CORS does not allow looks like one that is not there.
    const isAbsent = end === 'absent' || (end === 'unreachable' && page !== undefined);
    if (!isAbsent && this.#losses <= MOST_LOSSES) return;
    this.#losses = 0;
    this.#absentUntil = performance.now() + retryAfter;
    if (process.env.NODE_ENV !== 'production')
      console.warn(
        `event-stream-carrier: ${url} ${why}. For ${retryAfter} ms each stream has a separate connection.`,
      );
  }
}
