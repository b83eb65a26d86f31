import { SettledAbort } from 'sse-multiplexer';
import { Carriage } from './Carriage.js';
import { carrierProtocol } from './carrierProtocol.js';
import { checkCarrierOptions } from './checkCarrierOptions.js';
import { fetchThroughPlugins, type PluginHandler } from './fetchThroughPlugins.js';

declare const self: ServiceWorkerGlobalScope;
/** Replaced by the build tool. */
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** Milliseconds in which streams wait for the first one of their origin to say where its carrier is. */
const PROBE = 2000;

const DEFAULTS = {
  patience: 5000,
  silence: 45_000,
  retryAfter: 60_000,
  maxQueueBytes: 4 * 1024 * 1024,
};

type Direct = (request: Request) => Promise<Response>;

/**
 * Options of {@link EventStreamCarrier}. Durations are milliseconds.
 *
 * @public
 */
export interface EventStreamCarrierOptions {
  /** Time for the carrier to answer; then streams do without it. Default 5000. */
  readonly patience?: number;
  /**
   * Time without a byte after which the carrier counts as dead. Default 45,000: three times what
   * `sse-carrier` leaves between two heartbeats. `false` never gives up.
   */
  readonly silence?: number | false;
  /** Time for which streams do without a carrier that was not there. Default 60,000. */
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
 * the server has no carrier, each get a separate connection.
 *
 * @example
 * new SSEMultiplexStrategy({ carrier: new EventStreamCarrier('/event-streams') });
 *
 * @public
 */
export class EventStreamCarrier {
  readonly #options: typeof DEFAULTS;
  /** By the origin of the streams: where the carrier is, as far as that is known. */
  readonly #urls = new Map<string, string>();
  readonly #isAuto: boolean;
  readonly #probes = new Map<string, Promise<unknown>>();
  readonly #carriages = new Map<string, Carriage>();

  /**
   * @param url - of the carrier, relative to the worker's; `'auto'`: where the streams' own responses say,
   *   in the header `Event-Stream-Carrier`.
   * @throws `InvalidOptionError` if one of them has a value that it cannot have; in development builds only.
   */
  constructor(url: string, options: EventStreamCarrierOptions = {}) {
    const base = self.location.href;
    const given = { ...DEFAULTS, ...options };
    if (process.env.NODE_ENV !== 'production') checkCarrierOptions(url, base, given);
    this.#options = { ...given, silence: Number(given.silence) };
    this.#isAuto = url === 'auto';
    if (this.#isAuto) return;
    const { href, origin } = new URL(url, base);
    this.#urls.set(origin, href);
  }

  /**
   * Fetches a stream.
   *
   * @param direct - fetches it without the carrier, if need be. Default `fetch`.
   */
  async fetch(request: Request, direct: Direct = (asked) => fetch(asked)): Promise<Response> {
    const { url, method, credentials, redirect } = request;
    if (method !== 'GET' || credentials === 'omit' || redirect !== 'follow') return direct(request);
    const { origin } = new URL(url);
    if (this.#isAuto && !this.#urls.has(origin)) {
      const probe = this.#probes.get(origin);
      // Not even for a moment, if there is none: what is asked for at the same time shall find this one's.
      if (probe) await probe;
      if (!this.#urls.has(origin)) return this.#probe(request, origin, direct);
    }
    return (await this.#carry(request, origin)) ?? direct(request);
  }

  /**
   * Fetches a stream as the handler of a Workbox or Serwist strategy does, with the strategy's plugins.
   *
   * @param fetchOptions - of the strategy; for streams that are not carried.
   */
  fetchFor(
    handler: PluginHandler,
    request: Request,
    fetchOptions?: RequestInit,
  ): Promise<Response> {
    return fetchThroughPlugins(handler, request, (asked) =>
      this.fetch(asked, (direct) => fetch(direct, fetchOptions)),
    );
  }

  /**
   * Ends everything that is carried: who the user is may have changed. What is asked for from now on goes
   * over a new connection.
   */
  reset(): void {
    for (const carriage of this.#carriages.values()) carriage.reset();
  }

  /** Looks whether the server of a stream that was opened without a carrier has one. Others wait for that. */
  async #probe(request: Request, origin: string, direct: Direct): Promise<Response> {
    // Firefox keeps the connection of a body that is only cancelled.
    const leaving = new SettledAbort();
    const { signal } = request;
    signal.addEventListener('abort', () => leaving.abort());
    const answer = direct(new Request(request, { signal: leaving.signal }));
    const timeout = new Promise((resolve) => setTimeout(resolve, PROBE));
    const probe = Promise.race([answer.catch(() => undefined), timeout]);
    this.#probes.set(origin, probe);
    void probe.then(() => this.#probes.delete(origin));
    const response = await answer;
    leaving.answered();
    const named = response.headers.get(carrierProtocol.carrierHeader) ?? '';
    // Nobody else may say to whom cookies are sent.
    if (!named || !URL.canParse(named, origin) || new URL(named, origin).origin !== origin)
      return response;
    this.#urls.set(origin, new URL(named, origin).href);
    const carried = await this.#carry(request, origin);
    if (carried) leaving.abort();
    return carried ?? response;
  }

  async #carry(request: Request, origin: string): Promise<Response | undefined> {
    const url = this.#urls.get(origin);
    if (!url) return undefined;
    const foreign = origin !== self.location.origin;
    const credentials = foreign ? request.credentials : 'include';
    const key = credentials + url;
    const carriage =
      this.#carriages.get(key) ??
      new Carriage({
        ...this.#options,
        url,
        credentials,
        page: foreign ? self.location.origin : undefined,
      });
    this.#carriages.set(key, carriage);
    return carriage.carry(request);
  }
}
