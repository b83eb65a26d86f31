import type { EventBlock } from '../wire/EventBlock.js';
import type { FanOut } from '../delivery/FanOut.js';
import { gapBlock } from '../wire/gapBlock.js';
import { Position } from '../memory/Position.js';
import { relayedHead } from '../upstream/relayedHead.js';
import type { ResolvedOptions } from '../options/resolveOptions.js';
import type { Resumption } from '../upstream/Resumption.js';
import type { Subscriber } from '../delivery/Subscriber.js';
import { Upstream, type UpstreamEnd, type UpstreamSink } from '../upstream/Upstream.js';
import type { Visit } from '../upstream/Visit.js';

/**
 * A subscriber's way back: a separate upstream of its own, until that and the shared stream stand at
 * the same event ID; then the subscriber moves over and the separate upstream is stopped.
 *
 * Either side may be ahead. This one behind: an event comes here whose ID the replay buffer holds.
 * This one ahead: the shared stream receives the ID of the event that came last here. An ID that the
 * buffer holds twice is no meeting place.
 *
 * @internal
 */
export class Detour implements UpstreamSink {
  readonly #subscriber: Subscriber;
  readonly #fanOut: FanOut;
  readonly #position: Position;
  readonly #resumption: Resumption;
  readonly #options: ResolvedOptions;
  readonly #onOver: (end?: UpstreamEnd) => void;
  readonly #unwatch: () => void;
  #upstream: Upstream | undefined;
  #answer: { resolve: (response: Response) => void; reject: (error: unknown) => void } | undefined;
  /** Whether the newest event is the one that set the last event ID. */
  #isAtId: boolean;

  /**
   * @param lastEventId - where the subscriber stands; `''` for one that is new.
   * @param onOver - called once, when the subscriber has moved over, has been ended or has left.
   */
  constructor(
    subscriber: Subscriber,
    fanOut: FanOut,
    lastEventId: string,
    resumption: Resumption,
    options: ResolvedOptions,
    onOver: (end?: UpstreamEnd) => void,
  ) {
    this.#subscriber = subscriber;
    this.#fanOut = fanOut;
    this.#position = new Position(lastEventId);
    this.#isAtId = lastEventId !== '';
    this.#resumption = resumption;
    this.#options = options;
    this.#onOver = onOver;
    this.#unwatch = fanOut.watch(() => {
      this.#meet();
    });
  }

  /** Opens the separate upstream; resolves with the page's response, rejects if there is none. */
  open({ fetch, request }: Visit): Promise<Response> {
    this.#fanOut.counters.attempts++;
    const { lastEventId } = this.#position;
    const opening = { page: request, lastEventId };
    this.#upstream = new Upstream(this, opening, this.#resumption, this.#options);
    void this.#upstream.open(fetch);
    return new Promise((resolve, reject) => {
      this.#answer = { resolve, reject };
    });
  }

  /** Stops the separate upstream. A second call does nothing. */
  stop(end?: UpstreamEnd): void {
    this.#end(end);
    this.#upstream?.stop();
  }

  opened(response: Response, { resumedAfter }: Upstream): void {
    const isResumed = resumedAfter === this.#position.lastEventId;
    if (!isResumed) {
      this.#fanOut.counters.gaps++;
      const { gap } = this.#options;
      if (gap !== false) this.#subscriber.offer(gapBlock(gap, 'not-resumed'));
    }
    this.#answer?.resolve(new Response(this.#subscriber.body, relayedHead(response)));
    this.#answer = undefined;
    this.#meet();
  }

  refused(response: Response): void {
    this.#end();
    this.#answer?.resolve(response);
  }

  failed(error: unknown): void {
    this.#answer?.reject(error);
    this.ended();
  }

  deliver(blocks: readonly EventBlock[]): Promise<void> {
    const meeting = blocks.findIndex((block) => {
      this.#position.advance(block);
      if (block.dispatches || block.hasId) this.#isAtId = block.hasId;
      return block.hasId && this.#meetingPlace() !== undefined;
    });
    // What follows the meeting place comes from the shared stream.
    const relayed = meeting < 0 ? blocks : blocks.slice(0, meeting + 1);
    this.#fanOut.counters.blocksIn += relayed.length;
    this.#fanOut.counters.bytesIn += this.#fanOut.offer(this.#subscriber, relayed);
    if (meeting >= 0) this.#meet();
    return this.#fanOut.room(() => this.#subscriber.hasRoom || this.#subscriber.isOver);
  }

  /** The sequence on the shared stream at which the subscriber stands, if it is known. */
  #meetingPlace(): number | undefined {
    const { lastEventId } = this.#position;
    if (!this.#isAtId || !lastEventId) return undefined;
    return this.#fanOut.replay.sequenceOf(lastEventId);
  }

  #meet(): void {
    const after = this.#meetingPlace();
    // Not before the server has said that it may.
    if (this.#answer || after === undefined) return;
    this.#fanOut.attach(this.#subscriber, after);
    this.stop();
  }

  /** The subscriber comes back by itself. */
  ended(end?: UpstreamEnd): void {
    const { clientId } = this.#subscriber;
    const { lastEventId } = this.#position;
    if (lastEventId) {
      this.#fanOut.departures.remember({ clientId, sequence: undefined, lastEventId });
    }
    this.#subscriber.close(end === 'ended');
    // A page that still waits for its response is not to wait for ever.
    const headers = { 'content-type': 'text/event-stream' };
    this.#answer?.resolve(new Response(this.#subscriber.body, { headers }));
    this.stop(end);
  }

  #end(end?: UpstreamEnd): void {
    this.#unwatch();
    this.#onOver(end);
  }
}
