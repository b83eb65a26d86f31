import { Admission } from './Admission.js';
import { Continuity } from './Continuity.js';
import type { EventBlock } from '../wire/EventBlock.js';
import { FanOut } from '../delivery/FanOut.js';
import type { StreamSnapshot } from '../statistics/EventStreamsSnapshot.js';
import { farewell } from '../wire/farewell.js';
import type { HandedOver } from '../memory/HandedOver.js';
import type { HubEnvironment } from './HubEnvironment.js';
import type { HubState } from './HubState.js';
import { lastEventIdOf } from '../upstream/lastEventIdOf.js';
import { relayedHead } from '../upstream/relayedHead.js';
import type { Upstream, UpstreamEnd, UpstreamSink } from '../upstream/Upstream.js';
import { Upstreams } from './Upstreams.js';
import type { Visit } from '../upstream/Visit.js';
import { WaitingPages } from './WaitingPages.js';

/**
 * One stream: an upstream, the pages that share it, and what is remembered of both. All decisions on
 * the life of the upstream are taken here; what happens to blocks is the fan-out's.
 *
 * @internal
 */
export class Hub implements UpstreamSink {
  readonly #environment: HubEnvironment;
  /** The pages, and what is remembered of those that are away. */
  readonly fanOut: FanOut;
  readonly #continuity: Continuity;
  readonly #upstreams: Upstreams;
  readonly #admission: Admission;
  #current: HubState = { name: 'idle' };
  #since = Date.now();
  #lastStatus: number | undefined;
  /** Head of the newest connection's response: what a page that joins is given. */
  #head: ResponseInit | undefined;

  constructor(environment: HubEnvironment) {
    this.#environment = environment;
    this.fanOut = new FanOut(environment.options, environment.onChange);
    this.#continuity = new Continuity(this.fanOut);
    this.#upstreams = new Upstreams(this, this.fanOut, environment);
    this.#admission = new Admission(this.fanOut, this.#upstreams, environment, (end, least) => {
      if (end === 'too-large') {
        this.#halt();
        this.#close(end);
      } else this.#lingerIfAlone(least);
    });
  }

  get #state(): HubState {
    return this.#current;
  }

  set #state(state: HubState) {
    this.#current = state;
    this.#since = Date.now();
  }

  /** The stream as it stands, but for its key. */
  inspect(): Omit<StreamSnapshot, 'key'> {
    return {
      url: this.#upstreams.requests.newest?.url ?? '',
      state: this.#state.name,
      since: this.#since,
      lastStatus: this.#lastStatus,
      detours: this.#admission.detours,
      ...this.fanOut.inspect(),
    };
  }

  /** Gives a page its response; rejects only if there is none: the server could not be reached. */
  join(visit: Visit): Promise<Response> {
    this.#upstreams.requests.note(visit.request);
    const state = this.#state;
    switch (state.name) {
      case 'idle':
        return this.#connect(
          visit,
          this.fanOut.departures.lastEventIdOf(visit.clientId, lastEventIdOf(visit.request)),
        );
      case 'dormant':
        clearTimeout(state.timer);
        return this.#connect(visit, this.fanOut.position.lastEventId);
      case 'connecting':
        return state.waiting.add(visit);
      case 'lingering':
        clearTimeout(state.timer);
        this.#state = { name: 'open', upstream: state.upstream };
        return this.#admit(visit, false);
      case 'open':
      case 'reopening':
        return this.#admit(visit, false);
      case 'closed':
        throw new Error('The hub is closed.');
    }
  }

  /**
   * Sends every page away for a moment, so that another worker can take over. Pages that come back to
   * this one go on as after any other end.
   */
  handOver(): void {
    const state = this.#state;
    if (state.name === 'connecting') state.waiting.sendAway(farewell());
    this.#halt();
    this.fanOut.counters.handOvers++;
    this.#admission.restoresRetry = true;
    if (state.name !== 'closed') this.#sendAway(false, farewell());
  }

  /** Ends the streams of clients that sleep; each goes on where it stopped when it is back. */
  letGo(clientIds: ReadonlySet<string>): void {
    this.fanOut.letGo(clientIds);
    this.#lingerIfAlone();
  }

  /** Takes over what another worker handed over of this stream; to be called before the first page. */
  takeOver(page: Omit<HandedOver, 'key'>): void {
    if (this.fanOut.takeOver(page)) this.#admission.restoresRetry = true;
  }

  /**
   * Ends the stream for good, with all that is remembered of it. Every page is sent away.
   *
   * @returns the pages.
   */
  reset(): string[] {
    const state = this.#state;
    const waiting = state.name === 'connecting' ? state.waiting : undefined;
    const away = this.fanOut.departures.all.map(({ clientId }) => clientId);
    const clientIds = [...this.clientIds, ...away];
    this.#halt();
    waiting?.sendAway();
    this.#close();
    return clientIds;
  }

  /** The clients of all pages that are on the stream, or wait for it. */
  get clientIds(): string[] {
    const state = this.#state;
    const waiting = state.name === 'connecting' ? state.waiting.clientIds : [];
    return [...waiting, ...this.#admission.clientIds];
  }

  /** The pages on the stream. */
  get admitted(): Pick<Admission, 'acknowledge' | 'oldest'> {
    return this.#admission;
  }

  /** Stops whatever goes on. */
  #halt(): void {
    const state = this.#state;
    if ('timer' in state) clearTimeout(state.timer);
    if ('upstream' in state) state.upstream?.stop();
  }

  #connect(visit: Visit, lastEventId: string): Promise<Response> {
    const waiting = new WaitingPages();
    const answer = waiting.add(visit);
    const upstream = this.#upstreams.open(visit, lastEventId);
    this.#state = { name: 'connecting', upstream, waiting };
    return answer;
  }

  #admit(visit: Visit, isOpening: boolean): Promise<Response> {
    return this.#admission.admit(visit, {
      head: this.#head,
      isOpening,
      isFresh: this.#continuity.isFresh,
    });
  }

  /** @param least - milliseconds for which the upstream is kept at least. */
  #lingerIfAlone(least = 0): void {
    if (this.fanOut.size + this.#admission.detours > 0) return;
    const state = this.#state;
    if (state.name === 'reopening') {
      clearTimeout(state.timer);
      state.upstream?.stop();
      this.#rest();
    } else if (state.name === 'open') {
      const { upstream } = state;
      const timer = setTimeout(
        () => {
          upstream.stop();
          this.#rest();
        },
        Math.max(least, this.#environment.options.linger),
      );
      this.#state = { name: 'lingering', upstream, timer };
    }
  }

  opened(response: Response, upstream: Upstream): void {
    const state = this.#state;
    this.#upstreams.opened(upstream);
    this.#lastStatus = response.status;
    this.#continuity.opened(upstream.resumedAfter);
    this.#head = relayedHead(response);
    this.#state = { name: 'open', upstream };
    if (state.name !== 'connecting') return;
    state.waiting.answer((visit) => this.#admit(visit, true));
  }

  refused(response: Response, upstream: Upstream): void {
    this.#lastStatus = response.status;
    const state = this.#state;
    const isPassing = response.status === 429 || response.status >= 500;
    if (state.name === 'reopening' && isPassing) {
      upstream.stop();
      this.#reopen(response.headers.get('retry-after'));
      return;
    }
    const { page, lastEventId } = upstream.opening;
    this.#upstreams.requests.answered(page, true);
    if (state.name === 'connecting') {
      const { waiting } = state;
      // Nobody would read its body.
      if (!waiting.refuse(page, response)) upstream.stop();
      const next = waiting.newest;
      if (next) {
        // It has another URL: it is to be refused, if at all, for its own.
        const own = this.#upstreams.openWith(next, lastEventId);
        this.#state = { name: 'connecting', upstream: own, waiting };
      } else this.#rest();
    } else {
      upstream.stop();
      this.#sendAway(false);
    }
  }

  failed(error: unknown): void {
    const state = this.#state;
    if (state.name === 'connecting') {
      this.#rest();
      state.waiting.fail(error);
    } else if (state.name === 'reopening') {
      this.#reopen(null);
    }
  }

  deliver(blocks: readonly EventBlock[]): Promise<void> {
    this.#continuity.check(blocks);
    const bytes = this.fanOut.deliver(blocks);
    this.fanOut.counters.blocksIn += blocks.length;
    this.fanOut.counters.bytesIn += bytes;
    this.#lingerIfAlone();
    return this.fanOut.untilMore();
  }

  ended(end: UpstreamEnd): void {
    const state = this.#state;
    if (state.name === 'lingering') {
      clearTimeout(state.timer);
      this.#rest();
    } else if (state.name === 'open') {
      this.fanOut.counters.drops++;
      if (end === 'too-large') {
        this.#close(end);
      } else if (this.#environment.options.reconnect === 'worker') {
        this.#reopen(null);
      } else {
        this.#sendAway(end === 'ended');
      }
    }
  }

  /** Without an upstream nobody stays, not even on a detour; all are remembered. */
  #sendAway(isClean: boolean, last?: Uint8Array<ArrayBuffer>): void {
    // Before anybody ends: the last one to go would start a linger.
    this.#state = { name: 'idle' };
    this.fanOut.departAll(isClean, last);
    this.#admission.endDetours(last);
    this.#rest();
  }

  /** The worker's own reconnection; the subscribers notice nothing. */
  #reopen(retryAfter: string | null): void {
    const timer = setTimeout(() => {
      const upstream = this.#upstreams.reopen();
      this.#state = { name: 'reopening', upstream, timer };
    }, this.#upstreams.delay(retryAfter));
    this.#state = { name: 'reopening', upstream: undefined, timer };
  }

  /** Without an upstream: kept while a page may come back or is on its detour. */
  #rest(): void {
    if (this.fanOut.departures.size + this.#admission.detours === 0) {
      this.#close();
      return;
    }
    const timer = setTimeout(() => {
      this.#close();
    }, this.#environment.options.replay.age);
    this.#state = { name: 'dormant', timer };
  }

  #close(end?: UpstreamEnd): void {
    if (this.#state.name === 'closed') return;
    this.#state = { name: 'closed' };
    this.fanOut.departAll();
    this.#admission.endDetours();
    this.#environment.onClosed(end);
  }
}
