import {
  EventStreamMultiplexer,
  type EventStreamsSnapshot,
  farewell,
  type FetchUpstream,
  ResumptionRefusedError,
  type Visit,
} from 'sse-multiplexer';
import { checkSharedOptions } from '../options/checkSharedOptions.js';
import type { Asked } from '../waiting/Asked.js';
import { announcer } from '../diagnosis/announcer.js';
import { answerInspections } from '../pages/answerInspections.js';
import { answerResets } from '../session/answerResets.js';
import { eventSourceKind } from '../naming/eventSourceKind.js';
import { EventSourceTag } from '../naming/EventSourceTag.js';
import { FreshTags } from '../naming/FreshTags.js';
import { hearPages } from '../pages/hearPages.js';
import { JoinAttempts } from '../waiting/JoinAttempts.js';
import { keepWorkerAlive } from '../firefox/keepWorkerAlive.js';
import { pingPage } from '../firefox/pingPage.js';
import { PostWatch } from '../diagnosis/PostWatch.js';
import { revivedRequest } from '../positions/revivedRequest.js';
import type { WatchedSession } from '../options/Session.js';
import type { SharedEventStreamsOptions } from '../options/SharedEventStreamsOptions.js';
import { StreamKeeper } from './StreamKeeper.js';
import type { UpstreamCarrier } from '../options/UpstreamCarrier.js';
import { UpstreamDiagnosis } from '../diagnosis/UpstreamDiagnosis.js';
import { WaitingTurns } from '../waiting/WaitingTurns.js';

declare const self: ServiceWorkerGlobalScope;

/** Replaced by the build tool. */
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** Milliseconds, where the server sets none. */
const FIREFOX_RECONNECTION_TIME = 5000;

/**
 * Who answers requests with shared streams.
 *
 * @public
 */
export interface SharedEventStreamsHost {
  /** Prefix of all messages in the console. */
  readonly name: string;
  /** Fetches an upstream that no page has just asked for. */
  readonly fetch: FetchUpstream;
  /** The carrier by which it fetches, if any: ended when streams are reset. */
  readonly carrier?: UpstreamCarrier | undefined;
  /** What the host gives to `fetch` for every upstream; looked at in development builds. */
  readonly fetchOptions?: RequestInit | undefined;
}

/**
 * The event streams that a service worker shares between its pages, kept through updates and deaths of
 * the worker. To be made while the worker's script is first run: it listens to the worker's
 * `install` and `activate`.
 *
 * @public
 */
export class SharedEventStreams {
  readonly #multiplexer: EventStreamMultiplexer;
  readonly #keeper = StreamKeeper.instance;
  readonly #session: WatchedSession | undefined;
  readonly #turns = new WaitingTurns();
  readonly #attempts: JoinAttempts;
  readonly #tags = new FreshTags();
  /** What is known of requests that a host handles. */
  readonly #asked = new WeakMap<Request, Asked>();
  /** URL and client of requests that were redirected to where they were going. */
  readonly #leftToBrowser = new Set<string>();
  readonly #carrier: UpstreamCarrier | undefined;
  /** In development builds only. */
  readonly #diagnosis: UpstreamDiagnosis | undefined;
  readonly #posts: PostWatch | undefined;

  /** @throws `InvalidOptionError` if an option has a value that it cannot have; in development builds only. */
  constructor(
    options: SharedEventStreamsOptions,
    { name, fetch, carrier, fetchOptions }: SharedEventStreamsHost,
  ) {
    this.#carrier = carrier;
    if (process.env.NODE_ENV !== 'production') {
      checkSharedOptions(options, { carrier, fetchOptions });
      const say = (url: string, advice: string): void => {
        console.warn(`${name}: ${url} ${advice}`);
      };
      const inspect = (): EventStreamsSnapshot => this.inspect();
      this.#diagnosis = new UpstreamDiagnosis({ origin: self.location.origin, say, inspect });
      const posts = (this.#posts = new PostWatch(say));
      self.addEventListener('fetch', ({ request }) => void posts.asked(request));
    }
    this.#multiplexer = new EventStreamMultiplexer(options, {
      origin: self.location.origin,
      fetch: this.#fetchBy(fetch),
      userAgent: self.navigator.userAgent,
      warn: process.env.NODE_ENV !== 'production' ? announcer(name) : () => undefined,
      positions: this.#keeper.positions,
      onChange: () => {
        this.#keeper.lookLater();
      },
      ...(takesEverything() && { ask: (clientId) => void pingPage(clientId) }),
    });
    this.#attempts = new JoinAttempts({
      multiplexer: this.#multiplexer,
      settled: (url) => this.#session?.settled(url),
      isUpdating: () => this.#keeper.update.isUnderWay,
    });
    hearPages({
      onPong: (clientId) => {
        this.#multiplexer.acknowledge(clientId);
      },
      onVisibility: (clientId, isHidden) => {
        this.#multiplexer.noteVisibility(clientId, isHidden);
      },
    });
    this.#keeper.add(this.#multiplexer);
    this.#keeper.onStorageError = (error) => {
      if (process.env.NODE_ENV !== 'production')
        console.warn(`${name}: the positions of pages could not be stored or read.`, error);
    };
    this.#session = options.session?.watch(() => {
      this.reset().catch((error: unknown) => {
        this.#keeper.onStorageError(error);
      });
    });
    answerInspections(() => this.inspect());
    answerResets(() => this.reset());
    keepWorkerAlive(this.#multiplexer, options.keepAlive ?? 'auto');
  }

  /**
   * Answers a request with a shared stream; returns `undefined`, synchronously, for one that must be left to
   * the browser.
   *
   * @param respond - runs the host's handling of a request, in which {@link SharedEventStreams.join} is to be
   *   called with it. Run once for an attempt, however often its page is sent back to it.
   */
  handle(
    request: Request,
    clientId: string,
    respond: (request: Request) => Promise<Response>,
  ): Promise<Response> | undefined {
    const { url } = request;
    if (this.#leftToBrowser.delete(url + clientId)) return undefined;
    const tag = EventSourceTag.of(url);
    const plain = tag ? new Request(EventSourceTag.remove(url), request) : request;
    const asked = revivedRequest(plain) ?? plain;
    const kind = eventSourceKind(asked);
    const { update, positions } = this.#keeper;
    if (update.isUnderWay && kind === 'fetch') return undefined;
    if (!this.#multiplexer.accepts(asked)) return undefined;
    if (tag && positions.get(tag, clientId)?.state === 'native') return undefined;
    // Left to the browser each page would have a connection to itself. So it comes back once more.
    if (update.isUnderWay) return Promise.resolve(this.#sentAway());

    const isNamed = kind === 'chromium' || kind === 'firefox';
    if (isNamed && (!tag || positions.isOfAnother(tag, clientId)))
      return this.#name(EventSourceTag.remove(url), clientId, kind === 'chromium');
    const name = tag ?? EventSourceTag.make();
    const begin = (signal: AbortSignal): Promise<Response> => {
      const isRevived = asked !== plain;
      // Of an EventSource that comes back the URL is as old as that; its header is not.
      const request =
        isRevived && tag && (positions.has(tag, clientId) || !this.#tags.has(tag))
          ? new Request(asked.url, plain)
          : asked;
      this.#asked.set(plain, {
        ...{ request, isRevived, name: isNamed ? name : undefined, kind, signal },
      });
      return this.#answer(plain, clientId, respond(plain), url);
    };
    return this.#turns.wait(
      {
        name,
        url: tag ? url : EventSourceTag.add(url, name),
        isMovable: kind !== 'webkit',
        clientId,
        lastAnswer: () => this.#sentAway(),
      },
      begin,
    );
  }

  /** Makes a page come back in 300 ms; its stream then tells it its reconnection time again. */
  #sentAway(): Response {
    this.#keeper.positions.areHurried = true;
    return new Response(farewell(), { headers: { 'content-type': 'text/event-stream' } });
  }

  /** Makes an EventSource ask once more, for the same URL with a name. */
  async #name(url: string, clientId: string, hidesId: boolean): Promise<Response> {
    const tag = EventSourceTag.make();
    this.#tags.add(tag, hidesId && (await this.#keeper.earlier.has(clientId)));
    return Response.redirect(EventSourceTag.add(url, tag), 308);
  }

  /**
   * Forgets all streams, because who the user is may have changed: pages are sent away, come back by
   * themselves, and are told of a gap. From the call on nothing is shared that was opened before.
   *
   * @returns a promise that resolves when storage has nothing of them but the list of pages to tell.
   */
  reset(): Promise<void> {
    this.#carrier?.reset();
    return this.#keeper.reset(this.#multiplexer);
  }

  /**
   * Ends all sharing, for as long as this run of the worker lasts: every page comes back by itself and is left to the
   * browser, which goes on where it stopped. Cannot be undone; a second call does nothing.
   */
  dispose(): void {
    this.#multiplexer.dispose();
    this.#carrier?.reset();
  }

  /** A snapshot of the streams, as plain data. */
  inspect(): EventStreamsSnapshot {
    return this.#multiplexer.inspect();
  }

  /**
   * Puts a page on the stream that its request asks for.
   *
   * @param request - as it was given to the host by {@link SharedEventStreams.handle}.
   * @param fetch - fetches an upstream that is opened on behalf of this page.
   * @returns the page's response, for the host to pass on; rejects, with fetch's own error, if the server cannot
   *   be reached.
   */
  async join(request: Request, clientId: string, fetch: FetchUpstream): Promise<Response> {
    const asked: Asked = this.#asked.get(request) ?? {
      ...{ request, name: undefined, kind: eventSourceKind(request), signal: undefined },
      isRevived: false,
    };
    await this.#keeper.restored();
    this.#keeper.seen(clientId);
    const { name, kind, signal } = asked;
    const { positions } = this.#keeper;
    const visit: Visit = {
      request: asked.request,
      clientId,
      ...(name && {
        name,
        mayReturn:
          !positions.has(name, clientId) && (this.#tags.mayReturn(name) || asked.isRevived),
      }),
      ...(signal && { signal }),
      dropsBareIds: kind === 'firefox',
      ...(kind === 'firefox' && { reconnectionTime: FIREFOX_RECONNECTION_TIME }),
      seesBreaks: kind === 'fetch',
      fetch: this.#fetchBy(fetch),
    };
    return this.#attempts.join(visit, asked);
  }

  /** Asks a server: not while somebody logs in or out, and not with what an earlier user had. */
  #fetchBy(fetch: FetchUpstream): FetchUpstream {
    const diagnosed = this.#diagnosis?.watch(fetch) ?? fetch;
    const watched = this.#posts?.watch(diagnosed) ?? diagnosed;
    return async (request) => {
      await this.#session?.settled(request.url);
      // A reset has ended what was to be asked for.
      request.signal.throwIfAborted();
      return watched(request);
    };
  }

  /**
   * What a page is answered. Where there is no answer, that is what its browser would make of it; never a
   * page that stands in for others while offline.
   *
   * @param response - what the host has made of {@link SharedEventStreams.join}. Its rejection is none of
   *   the result.
   * @param url - what the page has asked for, its name included.
   */
  async #answer(
    request: Request,
    clientId: string,
    response: Promise<Response>,
    url: string,
  ): Promise<Response> {
    const asked = this.#asked.get(request);
    try {
      const answer = await response;
      if (asked?.failure === undefined) return answer;
    } catch {
      // Answered below.
    }
    if (asked?.failure instanceof ResumptionRefusedError) {
      // WebKit's has no name, and is refused each time.
      if (asked.name !== undefined)
        this.#keeper.positions.set(asked.name, { state: 'native', clientId });
    } else if (asked?.kind !== 'firefox' && !asked?.isReachable) return Response.error();
    // The browser's own failure is what the page would see without a worker.
    this.#leftToBrowser.add(url + clientId);
    return Response.redirect(url, 308);
  }
}

/** Firefox and WebKit show a worker nothing of what waits for a page. */
function takesEverything(): boolean {
  return /Firefox\/|AppleWebKit(?!.*Chrome\/)/.test(self.navigator.userAgent);
}
