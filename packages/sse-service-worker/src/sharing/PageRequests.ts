import {
  type EventStreamMultiplexer,
  farewell,
  type FetchUpstream,
  ResumptionRefusedError,
  type Visit,
} from 'sse-multiplexer';
import type { Asked } from '../waiting/Asked.js';
import { eventSourceKind } from '../naming/eventSourceKind.js';
import { EventSourceTag } from '../naming/EventSourceTag.js';
import { FreshTags } from '../naming/FreshTags.js';
import { JoinAttempts } from '../waiting/JoinAttempts.js';
import { revivedRequest } from '../positions/revivedRequest.js';
import type { StreamKeeper } from './StreamKeeper.js';
import { WaitingTurns } from '../waiting/WaitingTurns.js';

/** Milliseconds, where the server sets none. */
const FIREFOX_RECONNECTION_TIME = 5000;

/** What answering needs. */
interface PageRequestsParts {
  readonly multiplexer: EventStreamMultiplexer;
  readonly keeper: StreamKeeper;
  /** Resolves when nobody logs in or out by such a URL. */
  readonly settled: (url: string) => Promise<void> | undefined;
}

/**
 * Answers what pages ask: names each EventSource, lets it wait its turn, puts it on its stream, and gives back to
 * the browser what is the browser's.
 *
 * @internal
 */
export class PageRequests {
  readonly #multiplexer: EventStreamMultiplexer;
  readonly #keeper: StreamKeeper;
  readonly #turns = new WaitingTurns();
  readonly #attempts: JoinAttempts;
  readonly #tags = new FreshTags();
  /** What is known of requests that a host handles. */
  readonly #asked = new WeakMap<Request, Asked>();
  /** URL and client of requests that were redirected to where they were going. */
  readonly #leftToBrowser = new Set<string>();

  constructor({ multiplexer, keeper, settled }: PageRequestsParts) {
    this.#multiplexer = multiplexer;
    this.#keeper = keeper;
    const isUpdating = (): boolean => keeper.update.isUnderWay;
    this.#attempts = new JoinAttempts({ multiplexer, settled, isUpdating });
  }

  /** As {@link SharedEventStreams.handle}. */
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

  /** As {@link SharedEventStreams.join}. */
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
      fetch,
    };
    return this.#attempts.join(visit, asked);
  }

  /**
   * What a page is answered. Where there is no answer, that is what its browser would make of it; never a
   * page that stands in for others while offline.
   *
   * @param response - what the host has made of {@link PageRequests.join}. Its rejection is none of
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
