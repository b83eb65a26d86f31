import { InvalidOptionError } from 'sse-multiplexer';
import { CarrierConnection, type CarrierConnectionEnd } from './CarrierConnection.js';
import { carrierProtocol } from './carrierProtocol.js';
import { fetchThroughPlugins, type PluginHandler } from './fetchThroughPlugins.js';
import { foreignResponse } from './foreignResponse.js';

declare const self: ServiceWorkerGlobalScope;

/** Milliseconds in which streams wait for the first one of their origin to say where its carrier is. */
const PROBE = 2000;

/** Times that a carrier may be lost before it has carried anything, until streams do without. */
const MOST_LOSSES = 2;

/**
 * Options of {@link EventStreamCarrier}. Durations are milliseconds.
 *
 * @public
 */
export interface EventStreamCarrierOptions {
  /** In which the carrier has to answer; then streams do without it. Default 5000. */
  readonly patience?: number;
  /**
   * Without a byte after which the carrier is taken for dead. Default 45,000: three times what
   * `sse-carrier` leaves between two heartbeats. `false` never gives up.
   */
  readonly silence?: number | false;
  /** For which streams do without a carrier that was not there. Default 60,000. */
  readonly retryAfter?: number;
  /**
   * Bytes that may wait for a stream's slow page in the worker; then that stream breaks. Default 4 MiB.
   * Servers that mark what they send stay far below.
   */
  readonly maxQueueBytes?: number;
}

/**
 * Carries any number of event streams over one connection to a server that has a carrier, see
 * `sse-carrier`. It is a `fetch`: what it returns is the response that the stream's own server gives.
 * Streams of another origin than the carrier's, requests that may not have cookies, and everything while
 * the server has no carrier, get connections of their own.
 *
 * @example
 * new SSEMultiplexStrategy({ carrier: new EventStreamCarrier('/event-streams') });
 *
 * @public
 */
export class EventStreamCarrier {
  readonly #options: Record<keyof EventStreamCarrierOptions, number>;
  /** By the origin of the streams: where the carrier is; `''` while it is not known to have one. */
  readonly #urls = new Map<string, string>();
  readonly #isAuto: boolean;
  readonly #probes = new Map<string, Promise<unknown>>();
  readonly #connections = new Map<string, CarrierConnection>();
  readonly #broken = new Map<string, ReadonlySet<string>>();
  readonly #absentUntil = new Map<string, number>();
  readonly #losses = new Map<string, number>();

  /**
   * @param url - of the carrier, relative to the worker's; `'auto'`: where the streams' own responses say,
   *   in the header `Event-Stream-Carrier`.
   * @throws `InvalidOptionError`
   */
  constructor(url: string, options: EventStreamCarrierOptions = {}) {
    this.#isAuto = url === 'auto';
    if (!this.#isAuto) {
      if (typeof url !== 'string' || !URL.canParse(url, self.location.href))
        throw new InvalidOptionError('url', "a URL, or 'auto'", url);
      const { href, origin } = new URL(url, self.location.href);
      this.#urls.set(origin, href);
    }
    this.#options = {
      patience: time('patience', options.patience, 5000),
      silence: options.silence === false ? 0 : time('silence', options.silence, 45_000),
      retryAfter: time('retryAfter', options.retryAfter, 60_000),
      maxQueueBytes: time('maxQueueBytes', options.maxQueueBytes, 4 * 1024 * 1024),
    };
  }

  /**
   * Fetches a stream.
   *
   * @param direct - fetches it without the carrier, if need be. Default `fetch`.
   */
  async fetch(
    request: Request,
    direct: (request: Request) => Promise<Response> = (asked) => fetch(asked),
  ): Promise<Response> {
    const { origin } = new URL(request.url);
    const isOwn = origin === self.location.origin;
    if (request.method !== 'GET' || request.credentials === 'omit' || request.redirect !== 'follow')
      return direct(request);
    const hasCookies = isOwn || request.credentials === 'include';
    if (this.#isAuto && !this.#urls.has(origin)) {
      await this.#probes.get(origin);
      if (!this.#urls.has(origin)) return this.#probe(request, direct, hasCookies);
    }
    return (await this.#carry(request, hasCookies)) ?? direct(request);
  }

  /**
   * Fetches a stream as the handler of a Workbox or Serwist strategy does, with the strategy's plugins.
   *
   * @param fetchOptions - of the strategy; for streams that are not carried.
   */
  fetchFor(handler: PluginHandler, request: Request, fetchOptions?: RequestInit): Promise<Response> {
    return fetchThroughPlugins(handler, request, (asked) =>
      this.fetch(asked, (direct) => fetch(direct, fetchOptions)),
    );
  }

  /**
   * Ends everything that is carried: who the user is may have changed. What is asked for from now on goes
   * over a new connection.
   */
  reset(): void {
    for (const connection of [...this.#connections.values()])
      connection.end('idle', 'The carrier was reset.');
  }

  /** Opens a stream without the carrier, to see whether its server has one. Others wait for that. */
  async #probe(
    request: Request,
    direct: (request: Request) => Promise<Response>,
    hasCookies: boolean,
  ): Promise<Response> {
    const { origin } = new URL(request.url);
    const answer = direct(request);
    const timeout = new Promise((resolve) => setTimeout(resolve, PROBE));
    const probe = Promise.race([answer.catch(() => undefined), timeout]);
    this.#probes.set(origin, probe);
    let response: Response;
    try {
      response = await answer;
    } finally {
      if (this.#probes.get(origin) === probe) this.#probes.delete(origin);
    }
    const named = response.headers.get(carrierProtocol.carrierHeader);
    if (named === null || !URL.canParse(named, request.url)) return response;
    const url = new URL(named, request.url);
    if (url.origin !== origin) return response;
    this.#urls.set(origin, url.href);
    const carried = await this.#carry(request, hasCookies);
    if (!carried) return response;
    await response.body?.cancel();
    return carried;
  }

  async #carry(request: Request, hasCookies: boolean): Promise<Response | undefined> {
    const { origin } = new URL(request.url);
    const url = this.#urls.get(origin);
    if (url === undefined || (this.#absentUntil.get(url) ?? 0) > Date.now()) return undefined;
    const response = await this.#connection(url, hasCookies).carry(request);
    const own = self.location.origin;
    return response && origin !== own ? foreignResponse(response, own, hasCookies) : response;
  }

  #connection(url: string, hasCookies: boolean): CarrierConnection {
    const key = `${hasCookies} ${url}`;
    const current = this.#connections.get(key);
    if (current) return current;
    const { patience, silence, maxQueueBytes } = this.#options;
    const routed = new URL(url);
    routed.searchParams.set(carrierProtocol.routeParameter, crypto.randomUUID());
    const connection = new CarrierConnection({
      url: routed.href,
      credentials: hasCookies ? 'include' : 'same-origin',
      patience,
      silence,
      maxQueueBytes,
      expected: this.#broken.get(key) ?? new Set(),
      onCarried: () => {
        this.#losses.delete(key);
      },
      onEnd: (end, why, streams) => {
        this.#connections.delete(key);
        if (end === 'lost') this.#broken.set(key, streams);
        else this.#broken.delete(key);
        this.#ended(key, url, end, why);
      },
    });
    this.#connections.set(key, connection);
    return connection;
  }

  #ended(key: string, url: string, end: CarrierConnectionEnd, why: string): void {
    const losses = end === 'lost' ? (this.#losses.get(key) ?? 0) + 1 : 0;
    this.#losses.set(key, losses);
    // Of another origin a carrier that CORS does not allow looks like one that is not there.
    const isForeign = new URL(url).origin !== self.location.origin;
    const isAbsent =
      end === 'absent' || losses > MOST_LOSSES || (end === 'unreachable' && isForeign);
    if (!isAbsent) return;
    const { retryAfter } = this.#options;
    this.#losses.delete(key);
    this.#absentUntil.set(url, Date.now() + retryAfter);
    console.warn(
      `event-stream-carrier: ${url} ${why}. For ${retryAfter} ms event streams have connections of their own.`,
    );
  }
}

function time(option: string, value: number | undefined, defaultValue: number): number {
  if (value === undefined) return defaultValue;
  if (typeof value !== 'number' || !(value > 0 && value < 2 ** 31))
    throw new InvalidOptionError(option, 'a number from 1 to 2147483647', value);
  return value;
}
