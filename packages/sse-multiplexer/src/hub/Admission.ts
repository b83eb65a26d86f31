import { catchUpBlock } from '../wire/catchUpBlock.js';
import { Detour } from './Detour.js';
import type { FanOut } from '../delivery/FanOut.js';
import { farewell } from '../wire/farewell.js';
import { gapBlock, type GapReason } from '../wire/gapBlock.js';
import type { HubEnvironment } from './HubEnvironment.js';
import { isEventStreamResponse } from '../upstream/isEventStreamResponse.js';
import { joinPlan } from './joinPlan.js';
import { lastEventIdOf } from '../upstream/lastEventIdOf.js';
import { Position } from '../memory/Position.js';
import type { ResolvedOptions } from '../options/resolveOptions.js';
import type { Sendable } from '../delivery/Sendable.js';
import { Subscriber } from '../delivery/Subscriber.js';
import type { UpstreamEnd } from '../upstream/Upstream.js';
import type { Upstreams } from './Upstreams.js';
import type { Visit } from '../upstream/Visit.js';

/** Milliseconds in which a page that was sent away for 300 must be back. */
const AWAY = 5000;

/** The connection that a page joins. */
interface Joined {
  /** Head of its response: what the page is given. */
  readonly head: ResponseInit | undefined;
  /** Whether the page has waited for it, and is not late. */
  readonly isOpening: boolean;
  /** Whether all that it has to say to a new page is still to come. */
  readonly isFresh: boolean;
}

/**
 * Lets pages onto a stream: straight onto the fan-out, or by a detour first.
 *
 * @internal
 */
export class Admission {
  /** Whether pages come that were told another reconnection time than the stream's. */
  restoresRetry = false;
  readonly #fanOut: FanOut;
  readonly #upstreams: Pick<Upstreams, 'requests' | 'resumption'>;
  readonly #options: ResolvedOptions;
  readonly #ask: HubEnvironment['ask'];
  readonly #hiddenPages: HubEnvironment['hiddenPages'];
  readonly #onLeft: (end?: UpstreamEnd, least?: number) => void;
  readonly #detours = new Map<Subscriber, Detour>();

  /**
   * @param onLeft - called when a page has left, or is on a detour no more; with the end of its
   *   separate upstream, if that is why, and the milliseconds in which it will be back, if it will.
   */
  constructor(
    fanOut: FanOut,
    upstreams: Pick<Upstreams, 'requests' | 'resumption'>,
    { options, ask, hiddenPages }: HubEnvironment,
    onLeft: (end?: UpstreamEnd, least?: number) => void,
  ) {
    this.#fanOut = fanOut;
    this.#upstreams = upstreams;
    this.#options = options;
    this.#ask = ask;
    this.#hiddenPages = hiddenPages;
    this.#onLeft = onLeft;
  }

  /** The clients of all pages that are on the stream, or on a detour. */
  get clientIds(): string[] {
    return [...this.#detours.keys(), ...this.#fanOut.subscribers].map(({ clientId }) => clientId);
  }

  /** A page has answered: all its connections go on. */
  acknowledge(clientId: string): void {
    for (const subscriber of [...this.#detours.keys(), ...this.#fanOut.subscribers])
      if (subscriber.clientId === clientId) subscriber.acknowledge();
  }

  /** Of the EventSources on the stream, the one that has been there longest. */
  get oldest(): Sendable | undefined {
    // They stand in the order in which they came. A client built on `fetch` may not come back.
    const subscriber = this.#fanOut.subscribers.find(({ seesBreaks }) => !seesBreaks);
    if (!subscriber) return undefined;
    const sendAway = (): void => {
      this.#fanOut.counters.rotations++;
      this.restoresRetry = true;
      this.#fanOut.sendAway(subscriber, farewell());
      this.#onLeft(undefined, AWAY);
    };
    return { since: subscriber.since, sendAway };
  }

  /** How many pages are on a detour. */
  get detours(): number {
    return this.#detours.size;
  }

  /** Gives a page its response, in one synchronous step unless it needs a separate upstream first. */
  admit(visit: Visit, { head, isOpening, isFresh }: Joined): Promise<Response> {
    const { join, maxQueueBytes } = this.#options;
    const { position, replay, departures } = this.#fanOut;
    replay.evict();
    const plan = joinPlan({
      clientId: visit.clientId,
      lastEventId: lastEventIdOf(visit.request),
      // Another URL than the one that was refused may stand for the stream: not for this page.
      mustAsk: this.#upstreams.requests.isRefused(visit.request),
      departures,
      replay,
      sequence: position.sequence,
      isFresh,
      canResume: this.#upstreams.resumption.wayFor(visit.request) !== false,
      policy: join,
    });
    const subscriber = new Subscriber({
      clientId: visit.clientId,
      maxQueueBytes,
      seesBreaks: visit.seesBreaks,
      hiddenPages: this.#hiddenPages,
      onLeave: () => {
        this.#leave(subscriber);
      },
      onDrain: () => {
        this.#fanOut.signalRoom();
      },
      ask: this.#ask && (() => this.#ask?.(visit.clientId)),
    });
    this.#fanOut.counters.joins++;
    // A page that was reset holds the ID of another stream.
    const noId = plan.gap === 'reset' ? '' : undefined;
    const { reconnectionTime = this.#restored(visit) } = position;
    if (plan.way === 'separate') {
      const retry = this.restoresRetry ? reconnectionTime : undefined;
      if (noId !== undefined || retry !== undefined)
        subscriber.offer(catchUpBlock(noId, retry, visit.dropsBareIds));
      this.#tellOfGap(subscriber, plan.gap);
      return this.#detour(visit, subscriber, plan.lastEventId);
    }

    const lastEventId = plan.returns ? undefined : this.#fanOut.lastEventIdAt(plan.after) || noId;
    const isBehind =
      lastEventId !== undefined ||
      ((this.restoresRetry || !plan.returns) && reconnectionTime !== undefined);
    if (isBehind || !isOpening) {
      subscriber.offer(catchUpBlock(lastEventId, reconnectionTime, visit.dropsBareIds));
    }
    const mayReturn = visit.mayReturn && !plan.returns;
    this.#tellOfGap(subscriber, plan.gap ?? (mayReturn ? 'position-unknown' : undefined));
    this.#fanOut.attach(subscriber, plan.after);
    return Promise.resolve(new Response(subscriber.body, head));
  }

  /** What a page is told again that may have been told another reconnection time. */
  #restored({ reconnectionTime }: Visit): number | undefined {
    return this.restoresRetry
      ? (reconnectionTime ?? Position.DEFAULT_RECONNECTION_TIME)
      : undefined;
  }

  #tellOfGap(subscriber: Subscriber, reason: GapReason | undefined): void {
    if (!reason) return;
    const { gap } = this.#options;
    this.#fanOut.counters.gaps++;
    if (gap !== false) subscriber.offer(gapBlock(gap, reason));
  }

  /**
   * Ends all detours; each page is remembered, and comes back by itself.
   *
   * @param last - bytes that are sent before the end.
   */
  endDetours(last?: Uint8Array<ArrayBuffer>): void {
    for (const [subscriber, detour] of [...this.#detours]) {
      if (last) subscriber.offer(last);
      detour.ended();
    }
  }

  #detour(visit: Visit, subscriber: Subscriber, lastEventId: string): Promise<Response> {
    const detour = new Detour(
      subscriber,
      this.#fanOut,
      lastEventId,
      this.#upstreams.resumption,
      this.#options,
      (end) => {
        this.#detours.delete(subscriber);
        this.#onLeft(end);
      },
    );
    this.#detours.set(subscriber, detour);
    return detour.open(visit).then((response) => {
      this.#upstreams.requests.answered(visit.request, !isEventStreamResponse(response));
      return response;
    });
  }

  #leave(subscriber: Subscriber): void {
    this.#detours.get(subscriber)?.stop();
    this.#fanOut.detach(subscriber);
    this.#onLeft();
  }
}
