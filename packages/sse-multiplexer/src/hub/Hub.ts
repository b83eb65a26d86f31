import { Admission, type AdmissionNews } from './Admission.js';
import type { Arrival } from './Arrival.js';
import { Continuity } from './Continuity.js';
import type { Detour } from './Detour.js';
import type { EventBlock } from '../wire/EventBlock.js';
import { FanOut } from '../delivery/FanOut.js';
import type { StreamSnapshot } from '../statistics/EventStreamsSnapshot.js';
import { farewell } from '../wire/farewell.js';
import type { HubEnvironment } from './HubEnvironment.js';
import type { HubState } from './HubState.js';
import { isLeftRather } from './isLeftRather.js';
import { isNew } from './isNew.js';
import { Position } from '../memory/Position.js';
import { relayedHead } from '../upstream/relayedHead.js';
import { ResumptionRefusedError } from '../upstream/ResumptionRefusedError.js';
import { startsItself } from './startsItself.js';
import type { Upstream, UpstreamEnd, UpstreamSink } from '../upstream/Upstream.js';
import { Upstreams } from './Upstreams.js';
import { WaitingPages } from './WaitingPages.js';

/** Milliseconds after their reconnection time in which pages that were sent away are back, mostly. */
const LATE = 5000;

/**
 * One stream: an upstream, the pages that share it, and what is remembered of both. All decisions on
 * the life of the upstream are taken here; what happens to blocks is the fan-out's.
 *
 * @internal
 */
export class Hub implements UpstreamSink {
  readonly #environment: HubEnvironment;
  /** The pages, and what is remembered of the stream. */
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
    this.fanOut = new FanOut({
      ...environment,
      onDropped: () => {
        this.#settleIfAlone();
      },
    });
    this.#continuity = new Continuity(this.fanOut);
    this.#upstreams = new Upstreams(this, this.fanOut, environment);
    this.#admission = new Admission({
      fanOut: this.fanOut,
      upstreams: this.#upstreams,
      environment,
      isLive: () => ['open', 'lingering', 'reopening'].includes(this.#state.name),
      tell: (told) => {
        this.#hear(told);
      },
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
  join(arrival: Arrival): Promise<Response> {
    this.#upstreams.requests.note(arrival.visit.request);
    const state = this.#state;
    switch (state.name) {
      case 'idle':
        return this.#connect(arrival, startOf(arrival));
      case 'dormant':
        return this.#wake(arrival, state.timer);
      case 'connecting':
        return state.waiting.add(arrival);
      case 'lingering':
        // One that starts by itself leaves the old connection alone: it brings its own.
        if (!this.#startsItself(arrival)) {
          clearTimeout(state.timer);
          this.#state = { name: 'open', upstream: state.upstream };
        }
        return this.#admitLate(arrival);
      case 'open':
      case 'reopening':
        return this.#admit(arrival, false);
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
    this.fanOut.positions.areHurried = true;
    if (state.name === 'connecting') state.waiting.sendAway(farewell());
    this.#halt();
    this.fanOut.counters.handOvers++;
    if (state.name !== 'closed') this.#sendAway(false, farewell());
  }

  /** Ends the streams of clients that sleep; each goes on where it stopped when it is back. */
  letGo(clientIds: ReadonlySet<string>): void {
    this.fanOut.letGo(clientIds);
    this.#settleIfAlone();
  }

  /** Ends the stream for good, with all that is remembered of it. Every page is sent away. */
  reset(): void {
    const state = this.#state;
    const waiting = state.name === 'connecting' ? state.waiting : undefined;
    for (const arrival of [...(waiting?.arrivals ?? []), ...this.#admission.waiting]) {
      const { name, visit } = arrival;
      const { clientId } = visit;
      if (!isNew(arrival)) this.fanOut.positions.set(name, { state: 'reset', clientId });
    }
    this.#halt();
    waiting?.sendAway();
    this.#close();
  }

  /** The clients of all pages that are on the stream, or wait for it. */
  get clientIds(): string[] {
    const state = this.#state;
    const waiting = state.name === 'connecting' ? state.waiting.arrivals : [];
    return [...waiting.map(({ visit }) => visit.clientId), ...this.#admission.clientIds];
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

  #connect(arrival: Arrival, lastEventId: string): Promise<Response> {
    const waiting = new WaitingPages(() => {
      this.#halt();
      this.#rest();
    });
    const answer = waiting.add(arrival);
    const upstream = this.#upstreams.open(arrival.visit, lastEventId);
    this.#state = { name: 'connecting', upstream, waiting };
    return answer;
  }

  /** The first page after the upstream's end. */
  #wake(arrival: Arrival, timer: ReturnType<typeof setTimeout>): Promise<Response> {
    const { memory, positions } = this.fanOut;
    const { lastEventId } = memory.position;
    const { join } = this.#environment.options;
    // What came before is for it only where it is to be given that.
    const isOwn = isNew(arrival) && join !== 'replay' && memory.replay.snapshot === undefined;
    // Those that are awaited go on with the stream; it is theirs.
    if (isOwn && lastEventId && positions.awayFrom(memory) > 0) return this.#admit(arrival, false);
    if (isLeftRather(arrival) && this.#upstreams.resumption.isRefused(arrival.visit.request))
      return Promise.reject(new ResumptionRefusedError());
    clearTimeout(timer);
    // Without an ID nothing can be gone on with: each page begins anew, as natively.
    const isAnew = lastEventId ? isOwn : startsItself(this.#environment.options);
    if (isAnew) this.#continuity.restart();
    return this.#connect(arrival, isAnew ? '' : lastEventId);
  }

  /** Whether a page is new and starts on a connection of its own. */
  #startsItself(arrival: Arrival): boolean {
    return isNew(arrival) && startsItself(this.#environment.options);
  }

  #admit(arrival: Arrival, isOpening: boolean): Promise<Response> {
    return this.#admission.admit(arrival, {
      head: this.#head,
      isOpening,
      isFresh: this.#continuity.isFresh,
    });
  }

  /** To a stream that lingers, which then goes on if the page is on it. */
  #admitLate(arrival: Arrival): Promise<Response> {
    const answer = this.#admit(arrival, false);
    this.#settleIfAlone();
    return answer;
  }

  #hear(told: AdmissionNews): void {
    if (told.news === 'detour-over' && told.end === 'too-large') {
      this.#halt();
      this.#close(told.end);
    } else if (told.news === 'detour-caught-up') {
      // Whoever is awaited, or waits for an answer, finds it going on.
      if (this.#state.name === 'dormant') this.#goOnWith(told.detour);
    } else if (told.news === 'detour-open' && this.#state.name === 'reopening') {
      this.#reopenAtOnce();
    } else {
      this.#settleIfAlone(told.news === 'sent-away' ? told.backWithin : 0);
    }
  }

  /**
   * With nobody on the stream: a page's own connection becomes the stream's, or the upstream is kept for
   * a moment.
   *
   * @param least - milliseconds for which the upstream is kept at least.
   */
  #settleIfAlone(least = 0): void {
    const state = this.#state;
    if (this.fanOut.size > 0 && state.name === 'lingering') {
      clearTimeout(state.timer);
      this.#state = { name: 'open', upstream: state.upstream };
    }
    if (this.fanOut.size > 0 || state.name === 'connecting' || state.name === 'idle') return;
    if (this.fanOut.positions.awayFrom(this.fanOut.memory) === 0 && this.#adopt()) return;
    if (state.name === 'dormant') this.#await(state.until);
    if (this.#admission.detours > 0) return;
    if (state.name === 'reopening') {
      this.#halt();
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

  /** Makes a connection that a page has to itself the stream's, if there is one. */
  #adopt(): boolean {
    if (this.#state.name === 'closed') return false;
    const detour = this.#admission.openDetour;
    if (!detour) return false;
    const { position } = detour;
    const memory = this.fanOut.begin(position.lastEventId, detour.isAtId);
    memory.position.reconnectionTime = position.reconnectionTime;
    this.#goOnWith(detour);
    return true;
  }

  /** The stream goes on with a connection that a page had to itself, and that stands where it stands. */
  #goOnWith(detour: Detour): void {
    const upstream = this.#admission.giveUpstream(detour, this);
    if (!upstream) return;
    this.#halt();
    const { memory } = this.fanOut;
    this.#head = detour.head;
    memory.opening = detour.opening;
    const { sequence, lastEventId } = detour.position;
    this.#continuity.adopted(sequence > 0 || lastEventId !== '');
    this.#state = { name: 'open', upstream };
    this.fanOut.attach(detour.subscriber, memory.position.sequence);
  }

  opened(response: Response, upstream: Upstream): void {
    const state = this.#state;
    this.#upstreams.opened(upstream);
    this.#lastStatus = response.status;
    this.#continuity.opened(upstream.resumedAfter);
    this.#head = relayedHead(response);
    this.#state = { name: 'open', upstream };
    if ('timer' in state) clearTimeout(state.timer);
    if (state.name !== 'connecting') return;
    state.waiting.answer((arrival) => this.#admit(arrival, true));
    // They may all be left to the browser, or have gone each their own way.
    this.#settleIfAlone();
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
    this.#upstreams.requests.answered(upstream.opening.page, true);
    if (state.name === 'connecting') {
      // Nobody would read its body.
      if (!state.waiting.refuse(upstream.opening.page, response)) upstream.stop();
      this.#askForNext(state.waiting, upstream);
    } else {
      upstream.stop();
      this.#sendAway(false);
    }
  }

  failed(error: unknown, upstream: Upstream): void {
    const state = this.#state;
    if (state.name === 'connecting' && error instanceof ResumptionRefusedError) {
      state.waiting.fail(error, isLeftRather);
      this.#continuity.restart();
      this.#askForNext(state.waiting, upstream, '');
    } else if (state.name === 'connecting') {
      this.#rest();
      state.waiting.fail(error);
    } else if (state.name === 'reopening') {
      this.#reopen(null);
    }
  }

  /** Those that still wait have another URL, or another place: they are answered for their own. */
  #askForNext(
    waiting: WaitingPages,
    { opening }: Upstream,
    lastEventId = opening.lastEventId,
  ): void {
    const next = waiting.newest;
    if (!next) {
      this.#rest();
      return;
    }
    const upstream = this.#upstreams.openWith(next.visit, lastEventId);
    this.#state = { name: 'connecting', upstream, waiting };
  }

  deliver(blocks: readonly EventBlock[]): Promise<void> {
    this.#continuity.check(blocks);
    const bytes = this.fanOut.deliver(blocks);
    if (blocks.some(({ dispatches }) => dispatches)) this.#upstreams.proved();
    this.fanOut.counters.blocksIn += blocks.length;
    this.fanOut.counters.bytesIn += bytes;
    return this.fanOut.gate.untilMore();
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
      this.#reopenAtOnce();
    }, this.#upstreams.delay(retryAfter));
    this.#state = { name: 'reopening', upstream: undefined, timer };
  }

  #reopenAtOnce(): void {
    const state = this.#state;
    if (state.name !== 'reopening' || state.upstream) return;
    clearTimeout(state.timer);
    this.#state = { ...state, upstream: this.#upstreams.reopen() };
  }

  /** Without an upstream: kept while a page may come back or is on its detour. */
  #rest(): void {
    const { memory, positions } = this.fanOut;
    if (positions.awayFrom(memory) === 0 && this.#adopt()) return;
    if (positions.awayFrom(memory) + this.#admission.detours === 0) {
      this.#close();
      return;
    }
    this.#await(performance.now() + this.#environment.options.replay.age);
  }

  /** Keeps what is remembered for pages that are away; for a moment only if another could go on with it. */
  #await(latest: number): void {
    const state = this.#state;
    if ('timer' in state) clearTimeout(state.timer);
    const { reconnectionTime = Position.DEFAULT_RECONNECTION_TIME } = this.fanOut.memory.position;
    const now = performance.now();
    const soon = this.#admission.openDetour ? now + reconnectionTime + LATE : Infinity;
    const until = Math.min(latest, soon);
    const timer = setTimeout(() => {
      // Those that are awaited have an ID, if anything.
      this.fanOut.release();
      if (!this.#adopt()) this.#close();
    }, until - now);
    this.#state = { name: 'dormant', timer, until };
  }

  #close(end?: UpstreamEnd): void {
    if (this.#state.name === 'closed') return;
    this.#state = { name: 'closed' };
    this.fanOut.departAll();
    this.#admission.endDetours();
    this.fanOut.release();
    this.#environment.onClosed(end);
  }
}

/** Where the first page of a stream starts. */
function startOf({ known, carried }: Arrival): string {
  if (known?.state === 'reset') return '';
  return carried ?? (known?.state === 'away' ? known.lastEventId : '');
}
