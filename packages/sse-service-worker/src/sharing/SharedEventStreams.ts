import {
  EventStreamMultiplexer,
  type EventStreamsSnapshot,
  type FetchUpstream,
} from 'sse-multiplexer';
import { checkSharedOptions } from '../options/checkSharedOptions.js';
import { announcer } from '../diagnosis/announcer.js';
import { answerInspections } from '../pages/answerInspections.js';
import { answerResets } from '../session/answerResets.js';
import { hearPages } from '../pages/hearPages.js';
import { keepWorkerAlive } from '../firefox/keepWorkerAlive.js';
import { pingPage } from '../firefox/pingPage.js';
import { PageRequests } from './PageRequests.js';
import { PostWatch } from '../diagnosis/PostWatch.js';
import type { WatchedSession } from '../options/Session.js';
import type { SharedEventStreamsOptions } from '../options/SharedEventStreamsOptions.js';
import { StreamKeeper } from './StreamKeeper.js';
import type { UpstreamCarrier } from '../options/UpstreamCarrier.js';
import { UpstreamDiagnosis } from '../diagnosis/UpstreamDiagnosis.js';

declare const self: ServiceWorkerGlobalScope;

/** Replaced by the build tool. */
declare const process: { readonly env: { readonly NODE_ENV?: string } };

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
  readonly #requests: PageRequests;
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
    this.#requests = new PageRequests({
      multiplexer: this.#multiplexer,
      keeper: this.#keeper,
      settled: (url) => this.#session?.settled(url),
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
    return this.#requests.handle(request, clientId, respond);
  }

  /**
   * Puts a page on the stream that its request asks for.
   *
   * @param request - as it was given to the host by {@link SharedEventStreams.handle}.
   * @param fetch - fetches an upstream that is opened on behalf of this page.
   * @returns the page's response, for the host to pass on; rejects, with fetch's own error, if the server cannot
   *   be reached.
   */
  join(request: Request, clientId: string, fetch: FetchUpstream): Promise<Response> {
    return this.#requests.join(request, clientId, this.#fetchBy(fetch));
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
}

/** Firefox and WebKit show a worker nothing of what waits for a page. */
function takesEverything(): boolean {
  return /Firefox\/|AppleWebKit(?!.*Chrome\/)/.test(self.navigator.userAgent);
}
