import {
  EventStreamMultiplexer,
  type EventStreamsSnapshot,
  farewell,
  type FetchUpstream,
  type Visit,
} from 'sse-multiplexer';
import { checkSharedOptions } from '../options/checkSharedOptions.js';
import { announcer } from '../diagnosis/announcer.js';
import { answerInspections } from '../pages/answerInspections.js';
import { answerResets } from '../session/answerResets.js';
import { DurablePositions } from '../positions/DurablePositions.js';
import { EarlierClients } from '../positions/EarlierClients.js';
import { UpstreamDiagnosis } from '../diagnosis/UpstreamDiagnosis.js';
import { hearPages } from '../pages/hearPages.js';
import { keepWorkerAlive } from '../firefox/keepWorkerAlive.js';
import { pingPage } from '../firefox/pingPage.js';
import { revivedRequest } from '../positions/revivedRequest.js';
import type { WatchedSession } from '../options/Session.js';
import type { SharedEventStreamsOptions } from '../options/SharedEventStreamsOptions.js';
import type { UpstreamCarrier } from '../options/UpstreamCarrier.js';
import { SleepingClients } from '../positions/SleepingClients.js';
import { UpdateHandOver } from '../update/UpdateHandOver.js';

declare const self: ServiceWorkerGlobalScope;

/** Replaced by the build tool. */
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** Milliseconds after a change: at most so often is stored where pages stand. */
const LOOK = 1000;

/** Milliseconds, where the server sets none. */
const FIREFOX_RECONNECTION_TIME = 5000;

/**
 * Milliseconds in which the worker asks a server that is away for a page. Firefox ends a worker that
 * does nothing else for 30 seconds.
 */
const PATIENCE = 20_000;

/** Milliseconds; Firefox waits no less, whatever the stream's `retry` says. */
const FIREFOX_SHORTEST_RECONNECTION_TIME = 500;

/**
 * Who answers requests with shared streams.
 *
 * @public
 */
export interface SharedEventStreamsHost {
  /** Stands before what is printed. */
  readonly name: string;
  /** Fetches an upstream that no page has just asked for. */
  readonly fetch: FetchUpstream;
  /** By which it fetches, if by any: ended when streams are reset. */
  readonly carrier?: UpstreamCarrier | undefined;
  /** What the host gives to `fetch` for every upstream; looked at in development builds. */
  readonly fetchOptions?: RequestInit | undefined;
}

/**
 * The event streams that a service worker shares between its pages, and what keeps them through the
 * worker's own life. To be made while the worker's script is first run: it listens to the worker's
 * `install` and `activate`.
 *
 * @public
 */
export class SharedEventStreams {
  readonly #multiplexer: EventStreamMultiplexer;
  readonly #update: UpdateHandOver;
  readonly #positions = new DurablePositions();
  readonly #sleeping: SleepingClients;
  readonly #session: WatchedSession | undefined;
  readonly #earlier = new EarlierClients();
  /** Requests whose server could not be reached: a host's fallback is no answer to them. */
  readonly #unreached = new WeakSet<Request>();
  /** URL and client of requests that were redirected to where they were going. */
  readonly #leftToBrowser = new Set<string>();
  readonly #report: (error: unknown) => void;
  readonly #carrier: UpstreamCarrier | undefined;
  #restored: Promise<void> | undefined;
  #isRestored = false;
  #isLooking = false;
  /** In development builds only. */
  readonly #diagnosis: UpstreamDiagnosis | undefined;

  /** @throws `InvalidOptionError` if an option has a value that it cannot have; in development builds only. */
  constructor(
    options: SharedEventStreamsOptions,
    { name, fetch, carrier, fetchOptions }: SharedEventStreamsHost,
  ) {
    this.#carrier = carrier;
    if (process.env.NODE_ENV !== 'production') {
      checkSharedOptions(options, { carrier, fetchOptions });
      this.#diagnosis = new UpstreamDiagnosis({
        origin: self.location.origin,
        say: (url, advice) => {
          console.warn(`${name}: ${url} ${advice}`);
        },
        inspect: () => this.inspect(),
      });
    }
    this.#multiplexer = new EventStreamMultiplexer(options, {
      origin: self.location.origin,
      fetch: this.#fetchBy(fetch),
      userAgent: self.navigator.userAgent,
      warn: process.env.NODE_ENV !== 'production' ? announcer(name) : () => undefined,
      onChange: () => {
        if (this.#isLooking) return;
        this.#isLooking = true;
        setTimeout(() => void this.#look(), LOOK);
      },
      ...(takesEverything() && { ask: (clientId) => void pingPage(clientId) }),
    });
    hearPages((clientId, news) => {
      if (news === 'EVENT_STREAMS_PONG') this.#multiplexer.acknowledge(clientId);
      else this.#multiplexer.noteVisibility(clientId, news === 'EVENT_STREAMS_HIDDEN');
    });
    this.#report = (error) => {
      if (process.env.NODE_ENV !== 'production')
        console.warn(`${name}: where pages stand could not be stored or read.`, error);
    };
    this.#session = options.session?.watch(() => {
      this.reset().catch(this.#report);
    });
    this.#sleeping = new SleepingClients(this.#multiplexer);
    this.#update = new UpdateHandOver(() => {
      // What the worker before this one has left lies there still, for the next one.
      if (!this.#isRestored) return undefined;
      const pages = this.#multiplexer.handOver();
      void this.#store();
      return pages;
    });
    answerInspections(() => this.inspect());
    answerResets(() => this.reset());
    keepWorkerAlive(this.#multiplexer, options.keepAlive ?? 'auto');
  }

  /**
   * Whether a request is to be answered by {@link SharedEventStreams.join}; any other must be left to
   * the browser. Synchronous, because only a synchronous decision can leave a request to the browser.
   */
  accepts(request: Request, clientId: string): boolean {
    if (this.#leftToBrowser.delete(request.url + clientId)) return false;
    const asked = revivedRequest(request) ?? request;
    if (this.#update.isUnderWay && !isEventSource(asked)) return false;
    return this.#multiplexer.accepts(asked);
  }

  /**
   * Forgets all streams, because who the user is may have changed: pages are sent away, come back by
   * themselves, and are told of a gap. At once nothing is shared any more that was opened before.
   *
   * @returns a promise that resolves when nothing of them is stored any more, either, but which pages
   *   are to be told.
   */
  async reset(): Promise<void> {
    this.#multiplexer.reset();
    this.#carrier?.reset();
    if (!this.#isRestored) {
      // What an earlier worker knows is as old.
      await this.#restore();
      this.#multiplexer.reset();
    }
    this.#update.handOver(this.#multiplexer.positions());
    await this.#store();
  }

  /** What there is to see of the streams, as plain data. Nothing is made while nobody asks. */
  inspect(): EventStreamsSnapshot {
    return this.#multiplexer.inspect();
  }

  /**
   * Puts a page on the stream that its request asks for.
   *
   * @param fetch - fetches an upstream that is opened on behalf of this page.
   * @returns what is to be given to {@link SharedEventStreams.answer}; rejects, with fetch's own error,
   *   if the server cannot be reached.
   */
  async join(asked: Request, clientId: string, fetch: FetchUpstream): Promise<Response> {
    const revived = revivedRequest(asked);
    const request = revived ?? asked;
    // Left to the browser each page would have a connection of its own. So it comes back once more.
    if (this.#update.isUnderWay && isEventSource(request)) {
      return new Response(farewell(), { headers: { 'content-type': 'text/event-stream' } });
    }
    await this.#restore();
    this.#noteClient(clientId).catch(this.#report);
    const visit: Visit = {
      request,
      clientId,
      // Chromium shows the Last-Event-ID of a `fetch`.
      mayReturn:
        revived !== undefined ||
        (isEventSource(request) &&
          this.#earlier.has(clientId) &&
          self.navigator.userAgent.includes('Chrome/')),
      dropsBareIds: isFirefoxEventSource(request),
      ...(isFirefoxEventSource(request) && { reconnectionTime: FIREFOX_RECONNECTION_TIME }),
      seesBreaks: !isEventSource(request),
      fetch: this.#fetchBy(fetch),
    };
    const deadline = performance.now() + PATIENCE;
    for (;;) {
      await this.#session?.settled(request.url);
      try {
        return await this.#multiplexer.join(visit);
      } catch (error) {
        if (await this.#waitsForServer(visit, deadline)) continue;
        this.#unreached.add(asked);
        throw error;
      }
    }
  }

  /** Asks a server: not while somebody logs in or out, and not with what an earlier user had. */
  #fetchBy(fetch: FetchUpstream): FetchUpstream {
    const watched = this.#diagnosis?.watch(fetch) ?? fetch;
    return async (request) => {
      await this.#session?.settled(request.url);
      // A reset has ended what was to be asked for.
      request.signal.throwIfAborted();
      return watched(request);
    };
  }

  /**
   * Lets the time pass after which an EventSource would ask again. In Firefox only, where it is
   * better that the worker asks: a server that is back when the browser asks by itself has a
   * connection for each page.
   *
   * @returns whether the worker is to ask again.
   */
  async #waitsForServer(visit: Visit, deadline: number): Promise<boolean> {
    const { request, clientId } = visit;
    // Another origin's EventSource is natively given up at once.
    const { origin } = new URL(request.url);
    if (!isFirefoxEventSource(request) || origin !== self.location.origin) return false;
    const absence = this.#multiplexer.absenceOf(visit);
    if (absence === undefined) return false;
    const time = Math.max(absence, FIREFOX_SHORTEST_RECONNECTION_TIME);
    if (performance.now() + time > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, time));
    return !this.#update.isUnderWay && (await self.clients.get(clientId)) !== undefined;
  }

  /**
   * What a page is to be answered. Where the server cannot be reached that is a network error, from
   * which an EventSource comes back by itself; never a page that stands in for others while offline.
   *
   * @param response - what came of {@link SharedEventStreams.join}, through whatever the host does to
   *   responses. Its rejection is none of the result.
   */
  async answer(request: Request, clientId: string, response: Promise<Response>): Promise<Response> {
    try {
      const answer = await response;
      if (!this.#unreached.has(request)) return answer;
    } catch {
      // Answered below.
    }
    if (!isFirefoxEventSource(request)) return Response.error();
    // There a network error of a worker's is the end of an EventSource, one of the browser's is not.
    this.#leftToBrowser.add(request.url + clientId);
    return Response.redirect(request.url, 307);
  }

  /** Resolves when what the worker before this one has left has been taken over. */
  #restore(): Promise<void> {
    return (this.#restored ??= this.#takeOver());
  }

  async #takeOver(): Promise<void> {
    const stored = await this.#positions.restore().catch(this.#report);
    const { handedOver } = this.#update;
    // What was said may never have been stored; the pages may also have gone on since.
    const newest = handedOver && handedOver.at >= (stored?.at ?? 0) ? handedOver : stored;
    const pages = newest?.pages ?? [];
    // A page whose stream was open knows itself where it stands, or has to be told of a gap.
    for (const { isOpen, clientId } of pages) if (isOpen) this.#earlier.add(clientId);
    this.#multiplexer.takeOver(pages.filter(({ isOpen, lastEventId }) => !isOpen || !lastEventId));
    this.#isRestored = true;
  }

  /** What is done a while after something has changed, and only then. */
  async #look(): Promise<void> {
    this.#isLooking = false;
    await this.#lookAtClients().catch(this.#report);
    await this.#store();
  }

  async #lookAtClients(): Promise<void> {
    const clients = await self.clients.matchAll({ includeUncontrolled: true, type: 'all' });
    this.#sleeping.look(clients);
    this.#multiplexer.hide(clients.filter(isHidden).map(({ id }) => id));
  }

  /** A client asks for a stream, and is therefore there. */
  async #noteClient(clientId: string): Promise<void> {
    const client = self.clients.get(clientId);
    await this.#sleeping.seen(clientId, client);
    this.#multiplexer.noteVisibility(clientId, isHidden(await client));
  }

  #store(): Promise<void> {
    return this.#positions.store(this.#multiplexer.positions()).catch(this.#report);
  }
}

/**
 * Only an EventSource's request is `no-store` of its own accord. A client that is built on `fetch` may
 * say so, too: it is then served like an EventSource.
 */
function isEventSource({ cache }: Request): boolean {
  return cache === 'no-store';
}

/** Firefox and WebKit show a worker nothing of what waits for a page. */
function takesEverything(): boolean {
  return /Firefox\/|AppleWebKit(?!.*Chrome\/)/.test(self.navigator.userAgent);
}

function isFirefoxEventSource(request: Request): boolean {
  return isEventSource(request) && self.navigator.userAgent.includes('Firefox/');
}

/** Not so a worker, which nobody ever looks at: it may do something with events that somebody sees. */
function isHidden(client: Client | undefined): boolean {
  return (client as Partial<WindowClient> | undefined)?.visibilityState === 'hidden';
}
