import { awayBlock } from '../wire/awayBlock.js';
import type { EventBlock } from '../wire/EventBlock.js';
import { EventBlockSplitter } from '../wire/EventBlockSplitter.js';
import type { FanOutEnvironment } from './FanOutEnvironment.js';
import type { StreamSnapshot } from '../statistics/EventStreamsSnapshot.js';
import { gapBlock, type GapReason } from '../wire/gapBlock.js';
import { noCounts } from '../statistics/noCounts.js';
import type { PagePositions } from '../memory/PagePositions.js';
import { ReadGate } from './ReadGate.js';
import { StreamMemory } from '../memory/StreamMemory.js';
import type { Subscriber } from './Subscriber.js';
import { toChunks } from '../wire/toChunks.js';

type Chunk = Uint8Array<ArrayBuffer>;

/** What of a stream is to be seen here. */
type FanOutSnapshot = Omit<
  StreamSnapshot,
  'key' | 'url' | 'state' | 'since' | 'lastStatus' | 'detours'
>;

/**
 * One stream for many subscribers: puts every block into the stream's memory and offers it to every
 * subscriber, in one synchronous step. Joining is one, too: between any two blocks a subscriber is either on
 * or off, and nothing is lost or doubled at the seam.
 *
 * @internal
 */
export class FanOut {
  readonly counters = noCounts();
  readonly positions: PagePositions;
  readonly gate: ReadGate;
  readonly #environment: FanOutEnvironment;
  readonly #subscribers = new Set<Subscriber>();
  readonly #onDelivered = new Set<(blocks: readonly EventBlock[]) => void>();
  #memory: StreamMemory;

  constructor(environment: FanOutEnvironment) {
    this.#environment = environment;
    this.positions = environment.positions;
    this.gate = new ReadGate(this.#subscribers);
    this.#memory = new StreamMemory(environment.options);
  }

  /** What is remembered of the stream. */
  get memory(): StreamMemory {
    return this.#memory;
  }

  get size(): number {
    return this.#subscribers.size;
  }

  /** In the order in which they came. */
  get subscribers(): Subscriber[] {
    return [...this.#subscribers];
  }

  /**
   * Starts a new memory, for a stream that does not continue where the old one stopped.
   *
   * @param lastEventId - what the stream starts after.
   * @param isAtId - whether it starts right behind the event of that ID.
   */
  begin(lastEventId: string, isAtId = true): StreamMemory {
    const { reconnectionTime } = this.#memory.position;
    this.release();
    this.#memory = new StreamMemory(this.#environment.options, lastEventId, isAtId);
    this.#memory.position.reconnectionTime = reconnectionTime;
    return this.#memory;
  }

  /** Forgets the events; of pages that are away their IDs are kept. */
  release(): void {
    this.positions.release(this.#memory);
  }

  /** @returns how many bytes were delivered. */
  deliver(blocks: readonly EventBlock[]): number {
    const before = this.#memory.position.sequence;
    this.#memory.keep(blocks);
    const chunks = toChunks(blocks);
    const bytes = lengthOf(chunks);
    let isDropped = false;
    // A copy: a subscriber may leave, or another join, while it is served.
    for (const subscriber of [...this.#subscribers]) {
      if (subscriber.isOverdue) {
        this.counters.overflows++;
        isDropped = true;
        this.#depart(subscriber, before);
      } else {
        this.#offer(subscriber, chunks, blocks.length, bytes);
      }
    }
    this.#environment.hiddenPages?.takeTurns();
    this.#memory.replay.evict();
    this.positions.memories.note(this.#memory, this.#environment.options.replay.total);
    for (const onDelivered of [...this.#onDelivered]) onDelivered(blocks);
    if (isDropped) this.#environment.onDropped?.();
    this.#environment.onChange?.();
    return bytes;
  }

  /** A gap is an event of the stream: a page that comes back later finds it at its place. */
  deliverGap(reason: GapReason): void {
    const { gap } = this.#environment.options;
    this.counters.gaps++;
    if (gap !== false) this.deliver(new EventBlockSplitter(Infinity).push(gapBlock(gap, reason)));
  }

  /** Tells subscribers whether the server is away: no event of the stream, nobody is told again. */
  tellAway(isAway: boolean, subscribers: Iterable<Subscriber> = this.subscribers): void {
    const { away } = this.#environment.options;
    if (away === false) return;
    for (const subscriber of subscribers) subscriber.offer(awayBlock(away, isAway));
  }

  /** Puts a subscriber on the stream, after the block of that sequence. */
  attach(subscriber: Subscriber, after: number): void {
    const missed = this.#memory.replay.after(after) ?? [];
    if (missed.length > 0) this.counters.replays++;
    this.offer(subscriber, missed);
    this.#subscribers.add(subscriber);
    const { name, clientId } = subscriber;
    this.positions.set(name, { state: 'open', clientId, at: this.#memory.position });
    this.gate.signalRoom();
    this.#environment.onChange?.();
  }

  /** Takes a subscriber off the stream that its page has left. */
  detach(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    this.gate.signalRoom();
    this.#environment.onChange?.();
  }

  /**
   * Whether one that is away, or is sent away, may need long to be back. To a client built on fetch a clean
   * end may be all that it has waited for.
   */
  mayBeLate(isClean: boolean): boolean {
    return (
      !isClean ||
      this.positions.awayFrom(this.#memory) > 0 ||
      this.subscribers.some(({ seesBreaks }) => !seesBreaks)
    );
  }

  /**
   * Ends every subscriber; each is remembered, so that it can continue where it stopped.
   *
   * @param isClean - whether the server has ended the stream.
   * @param last - bytes that are sent before the end.
   */
  departAll(isClean = false, last?: Chunk): void {
    for (const subscriber of [...this.#subscribers])
      this.#depart(subscriber, this.#memory.position.sequence, { isClean, last });
  }

  /** Ends one subscriber, after these bytes; it is remembered, so that it can continue where it stopped. */
  sendAway(subscriber: Subscriber, last?: Chunk): void {
    this.#depart(subscriber, this.#memory.position.sequence, { last });
  }

  /** Ends the subscribers of clients that sleep; each is remembered until it comes back. */
  letGo(clientIds: ReadonlySet<string>): void {
    for (const subscriber of [...this.#subscribers])
      if (clientIds.has(subscriber.clientId)) this.sendAway(subscriber);
  }

  /** Calls back after every delivery, until the function that is returned is called. */
  watch(onDelivered: (blocks: readonly EventBlock[]) => void): () => void {
    this.#onDelivered.add(onDelivered);
    return () => this.#onDelivered.delete(onDelivered);
  }

  /**
   * Offers blocks to one subscriber alone.
   *
   * @returns how many bytes they are.
   */
  offer(subscriber: Subscriber, blocks: readonly EventBlock[]): number {
    const chunks = toChunks(blocks);
    const bytes = lengthOf(chunks);
    this.#offer(subscriber, chunks, blocks.length, bytes);
    return bytes;
  }

  inspect(): FanOutSnapshot {
    const { position, replay } = this.#memory;
    const { reconnectionTime, lastEventId } = position;
    return {
      lastEventId,
      reconnectionTime,
      replay: { events: replay.size, bytes: replay.bytes },
      away: this.positions.awayFrom(this.#memory),
      subscribers: Array.from(this.#subscribers, ({ clientId, isHidden, queuedBytes }) => ({
        clientId,
        isHidden,
        queuedBytes,
        lag: replay.newestWithin(queuedBytes),
      })),
      counters: { ...this.counters },
    };
  }

  #offer(subscriber: Subscriber, chunks: readonly Chunk[], blocks: number, bytes: number): void {
    for (const chunk of chunks) subscriber.offer(chunk);
    this.counters.blocksOut += blocks;
    this.counters.bytesOut += bytes;
  }

  #depart(
    subscriber: Subscriber,
    sequence: number,
    { isClean = false, last }: { isClean?: boolean; last?: Chunk | undefined } = {},
  ): void {
    const { name, clientId } = subscriber;
    if (last) {
      subscriber.offer(last);
      this.positions.areHurried = true;
    }
    this.positions.set(name, {
      state: 'away',
      clientId,
      lastEventId: this.#memory.lastEventIdAt(sequence),
      place: { memory: this.#memory, sequence },
      reconnectionTime: this.#memory.position.reconnectionTime,
    });
    this.detach(subscriber);
    subscriber.close(isClean);
  }
}

function lengthOf(chunks: readonly Chunk[]): number {
  return chunks.reduce((length, chunk) => length + chunk.byteLength, 0);
}
