import type { AdmissionManner } from './AdmissionManner.js';
import type { AdmissionNews } from './AdmissionNews.js';
import type { AdmissionParts } from './AdmissionParts.js';
import type { Arrival } from './Arrival.js';
import { catchUpBlock } from '../wire/catchUpBlock.js';
import { Detour } from './Detour.js';
import type { FanOut } from '../delivery/FanOut.js';
import { farewell } from '../wire/farewell.js';
import { gapBlock, type GapReason } from '../wire/gapBlock.js';
import type { HubEnvironment } from './HubEnvironment.js';
import { isEventStreamResponse } from '../upstream/isEventStreamResponse.js';
import { isLeftRather } from './isLeftRather.js';
import { type JoinPlan, joinPlan } from './joinPlan.js';
import { Position } from '../memory/Position.js';
import { ResumptionRefusedError } from '../upstream/ResumptionRefusedError.js';
import type { Sendable } from '../delivery/Sendable.js';
import { Subscriber } from '../delivery/Subscriber.js';
import type { Upstream, UpstreamSink } from '../upstream/Upstream.js';

/** Milliseconds in which a page that was sent away for 300 must be back. */
const AWAY = 5000;

/** The connection that a page joins. */
interface Joined extends AdmissionManner {
  /** Head of its response: what the page is given. */
  readonly head: ResponseInit | undefined;
  /** Whether all that it has to say to a new page is still to come. */
  readonly isFresh: boolean;
  /** Whether the server is not there. */
  readonly isAway: boolean;
}

/**
 * Lets pages onto a stream: straight onto the fan-out, or by a detour first.
 *
 * @internal
 */
export class Admission {
  readonly #fanOut: FanOut;
  readonly #upstreams: AdmissionParts['upstreams'];
  readonly #environment: HubEnvironment;
  readonly #isLive: () => boolean;
  readonly #tell: (news: AdmissionNews) => void;
  readonly #detours = new Map<Subscriber, Detour>();

  constructor({ fanOut, upstreams, environment, isLive, tell }: AdmissionParts) {
    this.#isLive = isLive;
    this.#fanOut = fanOut;
    this.#upstreams = upstreams;
    this.#environment = environment;
    this.#tell = tell;
  }

  /** The clients of all pages that are on the stream, or on a detour. */
  get clientIds(): string[] {
    return this.#subscribers.map(({ clientId }) => clientId);
  }

  /** A page has answered: all its connections have got what they were offered when it was asked. */
  acknowledge(clientId: string): void {
    for (const subscriber of this.#subscribers)
      if (subscriber.clientId === clientId) subscriber.acknowledge();
  }

  get #subscribers(): Subscriber[] {
    return [...this.#detours.keys(), ...this.#fanOut.subscribers];
  }

  /** Of the EventSources on the stream, the one that has been there longest. */
  get oldest(): Sendable | undefined {
    // They stand in the order in which they came. A client built on `fetch` may not come back.
    const subscriber = this.#fanOut.subscribers.find(({ seesBreaks }) => !seesBreaks);
    if (!subscriber) return undefined;
    const sendAway = (): void => {
      this.#fanOut.counters.rotations++;
      this.#fanOut.sendAway(subscriber, farewell());
      this.#tell({ news: 'sent-away', backWithin: AWAY });
    };
    return { since: subscriber.since, sendAway };
  }

  /** How many pages are on a detour. */
  get detours(): number {
    return this.#detours.size;
  }

  /** Of the pages on a detour, those that still wait for their response. */
  get waiting(): Arrival[] {
    return [...this.#detours.values()].filter(({ head }) => !head).map(({ arrival }) => arrival);
  }

  /** Of the detours that were answered, the one that began first. */
  get openDetour(): Detour | undefined {
    return [...this.#detours.values()].find(({ head }) => head);
  }

  /** Lets whoever stands where the shared stream stands move onto it. */
  meet(): void {
    for (const detour of [...this.#detours.values()]) detour.meet();
  }

  /** Ends a detour by giving its upstream to another. */
  giveUpstream(detour: Detour, sink: UpstreamSink): Upstream | undefined {
    this.#detours.delete(detour.subscriber);
    return detour.giveUpstream(sink);
  }

  /** Gives a page its response, in one synchronous step unless it needs a separate upstream first. */
  admit(
    arrival: Arrival,
    { head, isOpening, asksForItself, isFresh, isAway }: Joined,
  ): Promise<Response> {
    const { visit } = arrival;
    const { memory, positions } = this.#fanOut;
    memory.replay.evict();
    const { resumption } = this.#upstreams;
    const canResume = resumption.wayFor(visit.request) !== false;
    const plan = joinPlan({
      arrival,
      memory,
      isFresh,
      canResume,
      isPolled: this.#upstreams.isPolled(),
      asksForItself,
      policy: this.#environment.options.join,
      // Another URL than the one that was refused may stand for the stream: not for this page.
      mustAsk: this.#upstreams.requests.isRefused(visit.request) || !this.#isLive(),
    });
    if (plan.gap && isLeftRather(arrival) && resumption.isRefused(visit.request))
      return Promise.reject(new ResumptionRefusedError());
    const subscriber = this.#newSubscriber(arrival);
    visit.signal?.addEventListener('abort', () => {
      this.#takeBack(arrival, subscriber);
    });
    this.#fanOut.counters.joins++;
    // A page that was reset holds the ID of another stream.
    const noId = plan.gap === 'reset' ? '' : undefined;
    const { reconnectionTime = this.#restored(arrival) } = memory.position;
    if (plan.way === 'separate') {
      const retry = positions.areHurried ? reconnectionTime : undefined;
      if (noId !== undefined || retry !== undefined)
        subscriber.offer(catchUpBlock(noId, retry, visit.dropsBareIds));
      this.#tellOfGap(subscriber, plan.gap);
      return this.#detour(arrival, subscriber, plan, asksForItself);
    }

    const lastEventId = plan.returns ? undefined : memory.lastEventIdAt(plan.after) || noId;
    const isBehind =
      lastEventId !== undefined ||
      ((positions.areHurried || !plan.returns) && reconnectionTime !== undefined);
    if (isBehind || !isOpening) {
      subscriber.offer(catchUpBlock(lastEventId, reconnectionTime, visit.dropsBareIds));
    }
    this.#tellOfGap(subscriber, plan.gap);
    this.#fanOut.attach(subscriber, plan.after);
    if (isAway) this.#fanOut.tellAway(true, [subscriber]);
    return Promise.resolve(new Response(subscriber.body, head));
  }

  #newSubscriber({ visit, name }: Arrival): Subscriber {
    const { ask, options, hiddenPages } = this.#environment;
    const { clientId, seesBreaks } = visit;
    const subscriber = new Subscriber({
      ...{ name, clientId, seesBreaks, hiddenPages },
      maxQueueBytes: options.maxQueueBytes,
      onLeave: () => {
        this.#leave(subscriber);
      },
      onDrain: () => {
        this.#fanOut.gate.signalRoom();
      },
      ask: ask && (() => ask(clientId)),
    });
    return subscriber;
  }

  /** What a page is told again that may have been told another reconnection time. */
  #restored({ known, visit }: Arrival): number | undefined {
    if (!this.#fanOut.positions.areHurried) return undefined;
    const ofStream = known && 'reconnectionTime' in known ? known.reconnectionTime : undefined;
    return ofStream ?? visit.reconnectionTime ?? Position.DEFAULT_RECONNECTION_TIME;
  }

  #tellOfGap(subscriber: Subscriber, reason: GapReason | undefined): void {
    if (!reason) return;
    const { gap } = this.#environment.options;
    this.#fanOut.counters.gaps++;
    if (gap !== false) subscriber.offer(gapBlock(gap, reason));
  }

  /**
   * Ends all detours; each page is remembered, and comes back by itself.
   *
   * @param last - bytes that are sent before the end.
   */
  endDetours(last?: Uint8Array<ArrayBuffer>): void {
    for (const detour of [...this.#detours.values()]) detour.sendAway(last);
  }

  #detour(
    arrival: Arrival,
    subscriber: Subscriber,
    { lastEventId }: JoinPlan & { way: 'separate' },
    asksForItself = false,
  ): Promise<Response> {
    const { visit } = arrival;
    const detour = new Detour({
      arrival,
      subscriber,
      lastEventId,
      asksForItself,
      fanOut: this.#fanOut,
      resumption: this.#upstreams.resumption,
      environment: this.#environment,
      isLive: this.#isLive,
      tell: (told) => {
        if (told.news === 'open') this.#tell({ news: 'detour-open' });
        else if (told.news === 'caught-up') this.#tell({ news: 'detour-caught-up', detour });
        else {
          this.#detours.delete(subscriber);
          this.#tell({ news: 'detour-over', end: told.end });
        }
      },
    });
    this.#detours.set(subscriber, detour);
    return detour.open().then((response) => {
      this.#upstreams.requests.answered(visit.request, !isEventStreamResponse(response));
      return response;
    });
  }

  /** The page has left before it was given its response: it stands where it stood. */
  #takeBack({ name, known }: Arrival, subscriber: Subscriber): void {
    if (subscriber.isOver) return;
    this.#detours.get(subscriber)?.stop();
    this.#fanOut.detach(subscriber);
    subscriber.close();
    this.#fanOut.positions.restore(name, known);
    this.#tell({ news: 'left' });
  }

  #leave(subscriber: Subscriber): void {
    const detour = this.#detours.get(subscriber);
    const { name, clientId } = subscriber;
    if (!detour || detour.head) this.#fanOut.positions.left(name, clientId);
    detour?.stop();
    this.#fanOut.detach(subscriber);
    this.#tell({ news: 'left' });
  }
}
