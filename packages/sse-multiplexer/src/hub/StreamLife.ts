import { Admission } from './Admission.js';
import type { AdmissionManner } from './AdmissionManner.js';
import type { AdmissionNews } from './AdmissionNews.js';
import type { Arrival } from './Arrival.js';
import { Continuity } from './Continuity.js';
import type { Detour } from './Detour.js';
import type { EventBlock } from '../wire/EventBlock.js';
import { FanOut } from '../delivery/FanOut.js';
import type { HubEnvironment } from './HubEnvironment.js';
import { isLeftRather } from './isLeftRather.js';
import { relayedHead } from '../upstream/relayedHead.js';
import { Reopening } from './Reopening.js';
import { ResumptionRefusedError } from '../upstream/ResumptionRefusedError.js';
import { Standing } from './Standing.js';
import type { Upstream, UpstreamEnd, UpstreamSink } from '../upstream/Upstream.js';
import { Upstreams } from './Upstreams.js';
import { Vacancy } from './Vacancy.js';
import { WaitingPages } from './WaitingPages.js';

/**
 * The life of a stream: when its upstream is opened, kept, replaced and stopped. What becomes of a page that
 * asks for it is the hub's to say; what happens to blocks is the fan-out's.
 *
 * @internal
 */
export class StreamLife implements UpstreamSink {
  readonly environment: HubEnvironment;
  /** The pages, and what is remembered of the stream. */
  readonly fanOut: FanOut;
  readonly upstreams: Upstreams;
  readonly admission: Admission;
  readonly standing = new Standing();
  readonly #continuity: Continuity;
  readonly #reopening: Reopening;
  readonly vacancy: Vacancy;
  /** Status of the server's last answer. */
  lastStatus: number | undefined;
  /** Head of the newest connection's response: what a page that joins is given. */
  #head: ResponseInit | undefined;

  constructor(environment: HubEnvironment) {
    this.environment = environment;
    this.fanOut = new FanOut({
      ...environment,
      onDropped: () => {
        this.vacancy.settle();
      },
    });
    this.#continuity = new Continuity(this.fanOut);
    this.upstreams = new Upstreams(this, this.fanOut, environment);
    this.#reopening = new Reopening(this);
    this.vacancy = new Vacancy(this);
    this.admission = new Admission({
      fanOut: this.fanOut,
      upstreams: this.upstreams,
      environment,
      isLive: () => this.standing.isLive,
      tell: (told) => {
        this.#hear(told);
      },
    });
  }

  /**
   * Opens an upstream for the first page that asks.
   *
   * @param isAnew - whether the stream does not continue what came before.
   */
  connect(arrival: Arrival, lastEventId: string, isAnew = false): Promise<Response> {
    if (isAnew) this.#continuity.restart();
    const waiting = new WaitingPages(() => {
      this.standing.halt();
      this.vacancy.rest();
    });
    const answer = waiting.add(arrival);
    const upstream = this.upstreams.open(arrival.visit, lastEventId);
    this.standing.become({ name: 'connecting', upstream, waiting });
    return answer;
  }

  admit(arrival: Arrival, how: AdmissionManner = {}): Promise<Response> {
    const { detours } = this.admission;
    const answer = this.admission.admit(arrival, {
      ...how,
      head: this.#head,
      isFresh: this.#continuity.isFresh,
      isAway: this.#reopening.isAway,
    });
    // One that has a connection of its own tries by that.
    if (this.admission.detours === detours) this.#reopening.hasten();
    return answer;
  }

  #hear(told: AdmissionNews): void {
    if (told.news === 'detour-over' && told.end === 'too-large') {
      this.standing.halt();
      this.close(told.end);
    } else if (told.news === 'detour-caught-up') {
      // Whoever is awaited, or waits for an answer, finds it going on.
      if (this.standing.state.name === 'dormant') this.goOnWith(told.detour);
    } else if (told.news === 'detour-open' && this.standing.state.name === 'reopening') {
      this.#reopening.now();
    } else {
      this.vacancy.settle(told.news === 'sent-away' ? told.backWithin : 0);
    }
  }

  /** The stream continues by a connection that a page had to itself, and that stands at the same place. */
  goOnWith(detour: Detour): void {
    const upstream = this.admission.giveUpstream(detour, this);
    if (!upstream) return;
    this.standing.halt();
    const { memory } = this.fanOut;
    this.#head = detour.head;
    memory.opening = detour.opening;
    const { sequence, lastEventId } = detour.position;
    this.#continuity.adopted(sequence > 0 || lastEventId !== '');
    this.standing.become({ name: 'open', upstream });
    this.fanOut.attach(detour.subscriber, memory.position.sequence);
    // Others that have connections to themselves may stand at the same place.
    this.admission.meet();
  }

  opened(response: Response, upstream: Upstream): void {
    const { state } = this.standing;
    this.upstreams.opened(upstream);
    if (this.#reopening.isAway) this.fanOut.tellAway(false);
    this.lastStatus = response.status;
    this.#continuity.opened(upstream.resumedAfter, this.upstreams.isPolled());
    this.#head = relayedHead(response);
    this.standing.become({ name: 'open', upstream });
    if (state.name !== 'connecting') return;
    state.waiting.answer((arrival) => this.admit(arrival, { isOpening: true }));
    // They may all be left to the browser, or have gone each their own way.
    this.vacancy.settle();
  }

  refused(response: Response, upstream: Upstream): void {
    this.lastStatus = response.status;
    const { state } = this.standing;
    const isPassing = response.status === 429 || response.status >= 500;
    if (state.name === 'reopening' && isPassing) {
      upstream.stop();
      this.#reopening.begin(true, response.headers.get('retry-after'));
      return;
    }
    this.upstreams.requests.answered(upstream.opening.page, true);
    if (state.name === 'connecting') {
      // Nobody would read its body.
      if (!state.waiting.refuse(upstream.opening.page, response)) upstream.stop();
      this.#askForNext(state.waiting, upstream);
    } else {
      upstream.stop();
      this.sendAway(false);
    }
  }

  failed(error: unknown, upstream: Upstream): void {
    const { state } = this.standing;
    if (state.name === 'connecting' && error instanceof ResumptionRefusedError) {
      state.waiting.fail(error, isLeftRather);
      this.#continuity.restart();
      this.#askForNext(state.waiting, upstream, '');
    } else if (state.name === 'connecting') {
      this.vacancy.rest();
      state.waiting.fail(error);
    } else if (state.name === 'reopening') {
      this.#reopening.begin(true);
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
      this.vacancy.rest();
      return;
    }
    const upstream = this.upstreams.openWith(next.visit, lastEventId);
    this.standing.become({ name: 'connecting', upstream, waiting });
  }

  deliver(blocks: readonly EventBlock[]): Promise<void> {
    this.#continuity.check(blocks);
    const bytes = this.fanOut.deliver(blocks);
    if (blocks.some(({ dispatches }) => dispatches)) this.upstreams.proved();
    this.fanOut.counters.blocksIn += blocks.length;
    this.fanOut.counters.bytesIn += bytes;
    return this.fanOut.gate.untilMore();
  }

  ended(end: UpstreamEnd): void {
    const { state } = this.standing;
    if (state.name === 'lingering') {
      this.standing.halt();
      this.vacancy.rest();
    } else if (state.name === 'open') {
      this.fanOut.counters.drops++;
      this.upstreams.ended(state.upstream, end);
      if (end === 'too-large') {
        this.close(end);
      } else if (this.environment.options.reconnect === 'worker') {
        this.#reopening.begin(end !== 'ended');
      } else {
        this.sendAway(end === 'ended');
      }
    }
  }

  /** Without an upstream nobody stays, not even on a detour; all are remembered. */
  sendAway(isClean: boolean, last?: Uint8Array<ArrayBuffer>): void {
    // Before anybody ends: the last one to go would start a linger.
    this.standing.become({ name: 'idle' });
    const mayBeLate = this.fanOut.mayBeLate(isClean);
    this.fanOut.departAll(isClean, last);
    // Whoever polls has an answer to come, which another's end says nothing about.
    if (last || !this.upstreams.isPolled()) this.admission.endDetours(last);
    this.vacancy.rest(mayBeLate ? Infinity : this.vacancy.soon);
  }

  close(end?: UpstreamEnd): void {
    if (this.standing.state.name === 'closed') return;
    this.standing.become({ name: 'closed' });
    this.fanOut.departAll();
    this.admission.endDetours();
    this.fanOut.release();
    this.environment.onClosed(end);
  }
}
