import type { EventStreamsSnapshot } from '../statistics/EventStreamsSnapshot.js';
import type { Arrival } from '../hub/Arrival.js';
import { HiddenPages } from '../delivery/HiddenPages.js';
import { Hub } from '../hub/Hub.js';
import { lastEventIdOf } from '../upstream/lastEventIdOf.js';
import type { MultiplexerOptions } from '../options/MultiplexerOptions.js';
import { obstacleTo } from './obstacleTo.js';
import { redirectToItself } from './redirectToItself.js';
import type { Sendable } from '../delivery/Sendable.js';
import { PagePositions } from '../memory/PagePositions.js';
import { ResumptionRefusedError } from '../upstream/ResumptionRefusedError.js';
import { noCounts } from '../statistics/noCounts.js';
import { Position } from '../memory/Position.js';
import { type ResolvedOptions, resolveOptions } from '../options/resolveOptions.js';
import { shareKey } from './shareKey.js';
import { variesBetweenPages } from '../upstream/variesBetweenPages.js';
import type { StreamCounters } from '../statistics/StreamCounters.js';
import type { FetchUpstream, Visit } from '../upstream/Visit.js';
import type { Warn } from '../options/Warn.js';

/**
 * What a multiplexer needs of the worker it runs in.
 *
 * @public
 */
export interface MultiplexerEnvironment {
  /** The worker's origin. */
  readonly origin: string;
  /**
   * The browser's `User-Agent`; a request that names another is not shared. Default: the header is not
   * looked at.
   */
  readonly userAgent?: string;
  /** Fetches what no single page has asked for: a stream that the worker reopens by itself. */
  readonly fetch: FetchUpstream;
  readonly warn: Warn;
  /** Where pages stand; several multiplexers of one worker share it. Default: one for this. */
  readonly positions?: PagePositions;
  /**
   * Asks a page, in a browser that takes everything at once, whether it keeps up; it may answer, by way of
   * {@link EventStreamMultiplexer.acknowledge}. Default: none is asked.
   */
  readonly ask?: (clientId: string) => void;
  /**
   * Called after every delivery, and when a page has come or gone.
   */
  readonly onChange?: () => void;
}

/**
 * Shares event streams: one upstream for all pages that ask for the same stream.
 *
 * @public
 */
export class EventStreamMultiplexer {
  readonly #options: ResolvedOptions;
  readonly #environment: MultiplexerEnvironment & { readonly positions: PagePositions };
  /** An entry stands here before its first await, so that simultaneous pages share one attempt. */
  readonly #hubs = new Map<string, Hub>();
  readonly #hiddenPages: HiddenPages;
  readonly #unshareable = new Set<string>();
  /** A request's key is asked for once: the option that makes it might not say the same again. */
  readonly #keys = new WeakMap<Request, string | undefined>();
  /** Of hubs that are closed. */
  readonly #past = noCounts();
  #isDisposed = false;

  /** Options are not looked at, see {@link checkOptions}. */
  constructor(options: MultiplexerOptions, environment: MultiplexerEnvironment) {
    this.#options = resolveOptions(options);
    this.#environment = { positions: new PagePositions(), ...environment };
    this.#hiddenPages = new HiddenPages(this.#options.hiddenDelay);
  }

  /**
   * Whether a request may share a stream; one that may not must be left to the browser. Synchronous,
   * because only a synchronous decision can leave a request to the browser.
   */
  accepts(request: Request): boolean {
    if (this.#isDisposed) return false;
    const { userAgent, warn } = this.#environment;
    const obstacle = obstacleTo(request, this.#options, userAgent);
    if (obstacle !== undefined) warn('not-shared', request.url, obstacle);
    const key = obstacle === undefined ? this.keyOf(request) : undefined;
    return key !== undefined && !this.#unshareable.has(key);
  }

  /**
   * Names the stream that a request asks for: the same for all that share it; `undefined` for a
   * request that shares with none.
   */
  keyOf(request: Request): string | undefined {
    if (this.#keys.has(request)) return this.#keys.get(request);
    const key = shareKey(request, this.#options, this.#environment.warn);
    this.#keys.set(request, key);
    return key;
  }

  /**
   * Puts a page on the stream that its request, an accepted one, asks for. The promise rejects, with fetch's own
   * error, if the server cannot be reached, and with a `ResumptionRefusedError` if the page is better left to its
   * browser; any answer of the server, a refusal too, is a response.
   */
  join(visit: Visit): Promise<Response> {
    // Accepted before the end of all sharing.
    if (this.#isDisposed) return Promise.reject(new ResumptionRefusedError());
    const key = this.keyOf(visit.request);
    if (key === undefined) return Promise.reject(new TypeError('The request was not accepted.'));
    const hub = this.#hubs.get(key) ?? this.#newHub(key, visit.request.url);
    return hub.join(this.#arrival(visit));
  }

  #arrival(visit: Visit): Arrival {
    const { positions } = this.#environment;
    const { clientId, request, name } = visit;
    const header = lastEventIdOf(request);
    const { cursor } = this.#options;
    const inUrl = cursor && new URL(request.url).searchParams.get(cursor.query);
    if (name === undefined) {
      const carried = header ?? (inUrl || undefined);
      const known = positions.takeUnnamed(clientId, carried ?? '');
      return { visit, name: positions.newName(clientId), carried, known };
    }
    const known = positions.get(name, clientId);
    // The URL of an EventSource that comes back is as old as that.
    return { visit, name, carried: header ?? (known ? undefined : inUrl || undefined), known };
  }

  /**
   * Milliseconds after which a page that was sent away asks again; `undefined` if it was not, or is no
   * longer remembered.
   */
  absenceOf({ name = '', clientId }: Pick<Visit, 'name' | 'clientId'>): number | undefined {
    const position = this.#environment.positions.get(name, clientId);
    if (position?.state !== 'away') return undefined;
    return position.reconnectionTime ?? Position.DEFAULT_RECONNECTION_TIME;
  }

  /**
   * Sends every page away for a moment, so that another worker can take over: each comes back by itself
   * after 300 ms, and loses nothing, wherever it comes to.
   */
  handOver(): void {
    for (const hub of [...this.#hubs.values()]) hub.handOver();
  }

  /**
   * Ends the streams of clients that sleep, and cannot say so. Each continues where it stopped when it is
   * back, however long that takes.
   */
  letGo(clientIds: ReadonlySet<string>): void {
    for (const hub of [...this.#hubs.values()]) hub.letGo(clientIds);
  }

  /**
   * Forgets all streams and what is remembered of them, because who the user is may have changed. Every
   * page is sent away and comes back by itself, to a stream that is opened anew; it is told of a gap.
   * Nothing that an upstream has been asked for before is ever given to a page that joins afterwards.
   */
  reset(): void {
    for (const hub of [...this.#hubs.values()]) hub.reset();
    this.#environment.positions.reset();
    this.#unshareable.clear();
  }

  /**
   * Ends all sharing: no request is accepted any more. Every page comes back by itself, after its own
   * reconnection time, and its browser goes on where it stopped; one that still waits for its first answer is left to
   * the browser at once. Cannot be undone; a second call does nothing.
   */
  dispose(): void {
    this.#isDisposed = true;
    for (const hub of [...this.#hubs.values()]) hub.dispose();
  }

  /** The clients of all pages that are on a stream, or wait for one. */
  get clientIds(): Set<string> {
    return new Set([...this.#hubs.values()].flatMap((hub) => hub.clientIds));
  }

  /**
   * A page that was asked has answered. From its first answer on, what it was offered and has not
   * answered for is taken to wait for it.
   */
  acknowledge(clientId: string): void {
    for (const hub of this.#hubs.values()) hub.admitted.acknowledge(clientId);
  }

  /**
   * Says which clients are hidden, all others being visible: what comes for a hidden one may be held back
   * for `hiddenDelay` milliseconds.
   */
  hide(clientIds: Iterable<string>): void {
    this.#hiddenPages.set(clientIds);
  }

  /** Says of one client whether it is hidden. */
  noteVisibility(clientId: string, isHidden: boolean): void {
    this.#hiddenPages.tell(clientId, isHidden);
  }

  /** Of the EventSources on each stream, the one that has been there longest. */
  get oldest(): Sendable[] {
    return [...this.#hubs.values()].flatMap((hub) => hub.admitted.oldest ?? []);
  }

  /** What there is to see, as plain data. */
  inspect(): EventStreamsSnapshot {
    const totals = { ...this.#past };
    for (const { fanOut } of this.#hubs.values()) add(totals, fanOut.counters);
    const streams = Array.from(this.#hubs, ([key, hub]) => ({ key, ...hub.inspect() }));
    return { at: Date.now(), streams, totals };
  }

  #newHub(key: string, url: string): Hub {
    const hub = new Hub({
      ...this.#environment,
      hiddenPages: this.#hiddenPages,
      options: {
        ...this.#options,
        inPlaceOf: (response, page) => {
          const field = variesBetweenPages(response, this.#options.varyOn);
          if (field === undefined) return undefined;
          this.#unshareable.add(key);
          this.#environment.warn('varies', page.url, field);
          return redirectToItself(page, this.#environment.origin);
        },
      },
      onClosed: (end) => {
        this.#hubs.delete(key);
        add(this.#past, hub.fanOut.counters);
        if (end !== 'too-large') return;
        this.#unshareable.add(key);
        this.#environment.warn('block-too-large', url);
      },
    });
    this.#hubs.set(key, hub);
    return hub;
  }
}

function add(sum: StreamCounters, counters: Readonly<StreamCounters>): void {
  for (const name of Object.keys(counters) as (keyof StreamCounters)[]) sum[name] += counters[name];
}
