import type { EventBlock } from './EventBlock.js';
import type { FanOut } from './FanOut.js';
import { Position } from './Position.js';
import { streamResponse } from './streamResponse.js';
import type { Subscriber } from './Subscriber.js';
import { toChunks } from './toChunks.js';
import { Upstream, type UpstreamOptions, type UpstreamRequest } from './Upstream.js';
import type { FetchUpstream } from './Visit.js';

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
export class Detour {
  readonly #subscriber: Subscriber;
  readonly #fanOut: FanOut;
  readonly #position: Position;
  readonly #options: UpstreamOptions;
  readonly #onOver: () => void;
  readonly #unwatch: () => void;
  #upstream: Upstream | undefined;
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
    options: UpstreamOptions,
    onOver: () => void,
  ) {
    this.#subscriber = subscriber;
    this.#fanOut = fanOut;
    this.#position = new Position(lastEventId);
    this.#isAtId = lastEventId !== '';
    this.#options = options;
    this.#onOver = onOver;
    this.#unwatch = fanOut.watch(() => {
      this.#meet();
    });
  }

  /** Opens the separate upstream; resolves with the page's response, rejects if there is none. */
  open(fetch: FetchUpstream, requests: readonly UpstreamRequest[]): Promise<Response> {
    return new Promise((resolve, reject) => {
      this.#upstream = new Upstream(
        {
          opened: (response) => {
            resolve(streamResponse(this.#subscriber, response));
            this.#meet();
          },
          refused: (response) => {
            this.#end();
            resolve(response);
          },
          failed: (error) => {
            this.#depart();
            reject(error);
          },
          blocks: (blocks) => this.#relay(blocks),
          ended: () => {
            this.#depart();
          },
        },
        this.#options,
      );
      void this.#upstream.open(fetch, requests);
    });
  }

  /** Stops the separate upstream. A second call does nothing. */
  stop(): void {
    this.#end();
    this.#upstream?.stop();
  }

  #relay(blocks: readonly EventBlock[]): Promise<void> | undefined {
    const meeting = blocks.findIndex((block) => {
      this.#position.advance(block);
      if (block.dispatches || block.hasId) this.#isAtId = block.hasId;
      return block.hasId && this.#meetingPlace() !== undefined;
    });
    // What follows the meeting place comes from the shared stream.
    const relayed = meeting < 0 ? blocks : blocks.slice(0, meeting + 1);
    for (const chunk of toChunks(relayed)) this.#subscriber.offer(chunk);
    if (meeting >= 0) {
      this.#meet();
      return undefined;
    }
    return this.#subscriber.hasRoom
      ? undefined
      : this.#fanOut.roomFor(() => this.#subscriber.hasRoom || this.#subscriber.isOver);
  }

  /** The sequence on the shared stream at which the subscriber stands, if it is known. */
  #meetingPlace(): number | undefined {
    const { lastEventId } = this.#position;
    if (!this.#isAtId || !lastEventId) return undefined;
    return this.#fanOut.replay.sequenceOf(lastEventId);
  }

  #meet(): void {
    const after = this.#meetingPlace();
    if (after === undefined) return;
    this.#fanOut.attach(this.#subscriber, after);
    this.stop();
  }

  #depart(): void {
    const { clientId } = this.#subscriber;
    const { lastEventId } = this.#position;
    if (lastEventId) {
      this.#fanOut.departures.remember({ clientId, sequence: undefined, lastEventId });
    }
    this.#subscriber.close();
    this.stop();
  }

  #end(): void {
    this.#unwatch();
    this.#onOver();
  }
}
