import { Answer } from './Answer.js';
import type { Arrival } from './Arrival.js';
import type { DetourParts } from './DetourParts.js';
import type { EventBlock } from '../wire/EventBlock.js';
import { gapBlock } from '../wire/gapBlock.js';
import { Hold } from '../delivery/Hold.js';
import { Likeness } from './Likeness.js';
import { Opening } from '../memory/Opening.js';
import { Position } from '../memory/Position.js';
import { relayedHead } from '../upstream/relayedHead.js';
import type { Subscriber } from '../delivery/Subscriber.js';
import { Upstream, type UpstreamEnd, type UpstreamSink } from '../upstream/Upstream.js';

/** Milliseconds between two looks at connections that are compared, at the least. */
const LOOK = 100;

/**
 * A subscriber's own way onto the stream: a separate upstream, until that and the shared stream stand at
 * the same place; then the subscriber moves over and the separate upstream is stopped.
 *
 * The same place is the same event ID. Either side may be ahead. This one behind: an event comes here
 * whose ID the replay buffer holds. This one ahead: the shared stream receives the ID of the event that
 * came last here. An ID that the buffer holds twice is no meeting place. A subscriber that is new may
 * also move over where both bring the same, see {@link Likeness}.
 *
 * @internal
 */
export class Detour implements UpstreamSink {
  readonly arrival: Arrival;
  readonly subscriber: Subscriber;
  readonly position: Position;
  readonly opening = new Opening();
  readonly #parts: DetourParts;
  readonly #unwatch: () => void;
  readonly #hold = new Hold();
  readonly #answer = new Answer();
  #likeness: Likeness | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #upstream: Upstream | undefined;
  /** To whom the upstream was given. */
  #heir: UpstreamSink | undefined;
  #head: ResponseInit | undefined;
  #isOver = false;

  constructor(parts: DetourParts) {
    const { arrival, subscriber, fanOut, lastEventId, environment } = parts;
    this.#parts = parts;
    this.arrival = arrival;
    this.subscriber = subscriber;
    this.position = new Position(lastEventId);
    const { join } = environment.options;
    if (!lastEventId && (join === 'native' || join === 'opening')) {
      this.#likeness = new Likeness(join === 'opening' ? 'any' : fanOut.memory.opening);
    }
    this.#unwatch = fanOut.watch((blocks) => {
      this.#likeness?.heardShared(blocks);
      this.meet();
    });
  }

  /** Head of the response, once there is one. */
  get head(): ResponseInit | undefined {
    return this.#head;
  }

  /** Opens the separate upstream; resolves with the page's response, rejects if there is none. */
  open(): Promise<Response> {
    const { fetch, request, seesBreaks = false } = this.arrival.visit;
    this.#parts.fanOut.counters.attempts++;
    const { lastEventId } = this.position;
    const opening = { page: request, lastEventId, isLeftRather: !seesBreaks };
    this.#upstream = new Upstream(
      this,
      opening,
      this.#parts.resumption,
      this.#parts.environment.options,
    );
    void this.#upstream.open(fetch);
    return this.#answer.promise;
  }

  /** Stops the separate upstream; the page is there no more. A second call does nothing. */
  stop(): void {
    this.#upstream?.stop();
    // Nobody is there to be answered; the promise is not to stay open.
    this.#answer.fail(new DOMException('The page has left.', 'AbortError'));
    this.#end();
  }

  /** Gives the upstream, which has been answered, to another. The detour is over, and says nothing. */
  giveUpstream(sink: UpstreamSink): Upstream | undefined {
    const upstream = this.#upstream;
    upstream?.tell(sink);
    this.#heir = sink;
    this.#cease();
    return upstream;
  }

  opened(response: Response, { resumedAfter }: Upstream): void {
    const isResumed = resumedAfter === this.position.lastEventId;
    if (!isResumed) {
      this.#parts.fanOut.counters.gaps++;
      const { gap } = this.#parts.environment.options;
      if (gap !== false) this.subscriber.offer(gapBlock(gap, 'not-resumed'));
    }
    this.#head = relayedHead(response);
    const { name, clientId } = this.subscriber;
    this.#parts.fanOut.positions.set(name, { state: 'open', clientId, at: this.position });
    this.#answer.give(new Response(this.subscriber.body, this.#head));
    this.#likeness?.begin();
    this.#compareLater();
    this.meet();
    if (!this.#isOver) this.#parts.tell({ news: 'open' });
  }

  refused(response: Response): void {
    this.#answer.give(response);
    this.#end();
  }

  failed(error: unknown): void {
    this.#answer.fail(error);
    this.ended();
  }

  deliver(blocks: readonly EventBlock[]): Promise<void> {
    const meeting = blocks.findIndex((block) => {
      this.position.advance(block);
      return block.hasId && this.#meetingPlace() !== undefined;
    });
    // What follows the meeting place comes from the shared stream, if that goes on.
    const relayed = meeting < 0 ? blocks : blocks.slice(0, meeting + 1);
    this.opening.push(relayed);
    this.#parts.fanOut.counters.blocksIn += relayed.length;
    this.#parts.fanOut.counters.bytesIn += this.#parts.fanOut.offer(this.subscriber, relayed);
    this.#likeness?.heardOwn(relayed);
    this.meet();
    const rest = blocks.slice(relayed.length);
    if (this.#heir && rest.length > 0) return this.#heir.deliver(rest);
    const { gate } = this.#parts.fanOut;
    return this.#hold.during(gate.room(() => this.subscriber.hasRoom || this.subscriber.isOver));
  }

  /** The sequence on the shared stream at which the subscriber stands, if it is known. */
  #meetingPlace(): number | undefined {
    const { lastEventId, isAtId } = this.position;
    if (!isAtId || !lastEventId || !this.#mayMeet) return undefined;
    const { replay } = this.#parts.fanOut.memory;
    const place = replay.sequenceOf(lastEventId);
    // Where the shared stream has stopped, what follows there will come here.
    return place === undefined || this.#parts.isLive() || !replay.after(place)?.length
      ? place
      : undefined;
  }

  /** Moves the subscriber over if both stand at the same place. */
  meet(): void {
    // Not before the server has said that it may.
    if (this.#answer.isPending || this.#isOver || !this.#upstream) return;
    const after =
      this.#meetingPlace() ??
      (this.#parts.isLive() && this.#mayMeet && this.#isAlike
        ? this.#parts.fanOut.memory.position.sequence
        : undefined);
    if (after === undefined) return;
    if (!this.#parts.isLive()) {
      this.#parts.tell({ news: 'caught-up' });
      return;
    }
    this.#upstream.stop();
    this.#parts.fanOut.attach(this.subscriber, after);
    this.#end();
  }

  get #mayMeet(): boolean {
    return !this.#parts.asksForItself || this.#upstream?.outlastsPoll === true;
  }

  get #isAlike(): boolean {
    const isHeld = this.#hold.isFelt || this.#parts.fanOut.gate.hold.isFelt;
    // What waits to be read is not compared, and would be lost or doubled.
    if (isHeld) this.#likeness?.postpone();
    return !isHeld && (this.#likeness?.isGiven ?? false);
  }

  /** On quiet streams no event says that the time has come. */
  #compareLater(): void {
    const wait = this.#likeness?.wait;
    if (wait === undefined || this.#isOver) return;
    this.#timer = setTimeout(
      () => {
        this.meet();
        const { isLive, environment } = this.#parts;
        if (isLive() && !this.#likeness?.isOver) {
          this.#compareLater();
          return;
        }
        // It was for nothing while there was nothing to be compared with; IDs may still meet.
        this.#likeness = undefined;
        const { url } = this.arrival.visit.request;
        if (isLive() && !this.position.isAtId) environment.warn('stays-apart', url);
      },
      Math.max(wait, LOOK),
    );
  }

  /** The subscriber comes back by itself. */
  ended(end?: UpstreamEnd): void {
    this.#depart(end === 'ended');
    this.#end(end);
  }

  /** Ends the subscriber after these bytes; it comes back by itself. */
  sendAway(last?: Uint8Array<ArrayBuffer>): void {
    if (last) {
      this.subscriber.offer(last);
      this.#parts.fanOut.positions.areHurried = true;
    }
    this.#upstream?.stop();
    this.#depart(false);
    this.#end();
  }

  #depart(isClean: boolean): void {
    const { name, clientId } = this.subscriber;
    const { lastEventId, reconnectionTime } = this.position;
    // A page that was given nothing stands where it stood.
    if (this.#head) {
      const away = { state: 'away', clientId, lastEventId, reconnectionTime } as const;
      this.#parts.fanOut.positions.set(name, away);
    }
    this.subscriber.close(isClean);
    if (!this.#answer.isPending) return;
    const headers = { 'content-type': 'text/event-stream' };
    this.#answer.give(new Response(this.subscriber.body, { headers }));
  }

  #end(end?: UpstreamEnd): void {
    if (this.#isOver) return;
    this.#cease();
    this.#parts.tell({ news: 'over', end });
  }

  #cease(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#unwatch();
  }
}
