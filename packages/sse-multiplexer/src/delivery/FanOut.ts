import { Departures } from '../memory/Departures.js';
import type { EventBlock } from '../wire/EventBlock.js';
import { EventBlockSplitter } from '../wire/EventBlockSplitter.js';
import type { StreamSnapshot } from '../statistics/EventStreamsSnapshot.js';
import { gapBlock, type GapReason } from '../wire/gapBlock.js';
import type { HandedOver } from '../memory/HandedOver.js';
import { isSnapshot } from '../memory/isSnapshot.js';
import { noCounts } from '../statistics/noCounts.js';
import { Position } from '../memory/Position.js';
import { ReplayBuffer } from '../memory/ReplayBuffer.js';
import type { ResolvedOptions } from '../options/resolveOptions.js';
import { Stragglers } from './Stragglers.js';
import type { Subscriber } from './Subscriber.js';
import { toChunks } from '../wire/toChunks.js';

type Chunk = Uint8Array<ArrayBuffer>;

/** What of a stream is to be seen here. */
type FanOutSnapshot = Omit<
  StreamSnapshot,
  'key' | 'url' | 'state' | 'since' | 'lastStatus' | 'detours'
>;

/**
 * One stream for many subscribers: counts every block into the position, puts it in the replay buffer
 * and offers it to every subscriber, in one synchronous step. So does joining: between any two blocks
 * a subscriber is either on or off, and nothing is lost or doubled at the seam.
 *
 * @internal
 */
export class FanOut {
  readonly departures: Departures;
  readonly counters = noCounts();
  readonly #options: ResolvedOptions;
  readonly #onChange: () => void;
  readonly #subscribers = new Set<Subscriber>();
  readonly #stragglers = new Stragglers(this.#subscribers);
  readonly #onDelivered = new Set<() => void>();
  #position = new Position();
  #replay: ReplayBuffer;
  #onRoom: (() => void)[] = [];

  /** @param onChange - called after every delivery, and when a subscriber has come or gone. */
  constructor(options: ResolvedOptions, onChange = () => {}) {
    this.#options = options;
    this.#onChange = onChange;
    this.departures = new Departures(options.replay.age);
    this.#replay = this.#newReplay('');
  }

  get position(): Position {
    return this.#position;
  }

  get replay(): ReplayBuffer {
    return this.#replay;
  }

  get size(): number {
    return this.#subscribers.size;
  }

  /** Milliseconds after which a page asks again; `undefined` if it was not sent away. */
  absenceOf(clientId: string): number | undefined {
    return this.departures.all.some((departure) => departure.clientId === clientId)
      ? (this.#position.reconnectionTime ?? Position.DEFAULT_RECONNECTION_TIME)
      : undefined;
  }

  /** Says after which ID the first connection starts; to be called before the first block. */
  startAfter(lastEventId: string): void {
    const { reconnectionTime } = this.#position;
    this.#position = new Position(lastEventId);
    this.#position.reconnectionTime = reconnectionTime;
    this.#replay = this.#newReplay(lastEventId);
  }

  /** @returns how many bytes were delivered. */
  deliver(blocks: readonly EventBlock[]): number {
    const before = this.#position.sequence;
    for (const block of blocks) this.#position.advance(block);
    this.#replay.push(before + 1, blocks);
    const chunks = toChunks(blocks);
    const bytes = lengthOf(chunks);
    // A copy: a subscriber may leave, or another join, while it is served.
    for (const subscriber of [...this.#subscribers]) {
      if (subscriber.isOverdue) {
        this.counters.overflows++;
        // Busy or frozen: it may take long to come back.
        this.#depart(subscriber, before, { until: Infinity });
      } else {
        this.#offer(subscriber, chunks, blocks.length, bytes);
      }
    }
    this.#replay.evict();
    for (const onDelivered of [...this.#onDelivered]) onDelivered();
    this.#onChange();
    return bytes;
  }

  /** A gap is an event of the stream: whoever comes back later finds it at its place. */
  deliverGap(reason: GapReason): void {
    const { gap } = this.#options;
    this.counters.gaps++;
    if (gap !== false) this.deliver(new EventBlockSplitter(Infinity).push(gapBlock(gap, reason)));
  }

  /** Puts a subscriber on the stream, after the block of that sequence. */
  attach(subscriber: Subscriber, after: number): void {
    const missed = this.#replay.after(after) ?? [];
    if (missed.length > 0) this.counters.replays++;
    this.offer(subscriber, missed);
    this.#subscribers.add(subscriber);
    this.signalRoom();
    this.#onChange();
  }

  detach(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    this.signalRoom();
    this.#onChange();
  }

  /**
   * Ends every subscriber; each is remembered, so that it can go on where it stopped.
   *
   * @param isClean - whether the server has ended the stream.
   * @param last - bytes that are sent before the end.
   */
  departAll(isClean = false, last?: Uint8Array<ArrayBuffer>): void {
    for (const subscriber of [...this.#subscribers]) {
      if (last) subscriber.offer(last);
      this.#depart(subscriber, this.#position.sequence, { isClean });
    }
  }

  /** In the order in which they came. */
  get subscribers(): Subscriber[] {
    return [...this.#subscribers];
  }

  /** Ends one subscriber, after these bytes; it is remembered, so that it can go on where it stopped. */
  sendAway(subscriber: Subscriber, last: Chunk): void {
    subscriber.offer(last);
    this.#depart(subscriber, this.#position.sequence);
  }

  /** Ends the subscribers of clients that sleep; each is remembered until it comes back. */
  letGo(clientIds: ReadonlySet<string>): void {
    for (const subscriber of [...this.#subscribers]) {
      if (clientIds.has(subscriber.clientId)) {
        this.#depart(subscriber, this.#position.sequence, { until: Infinity });
      }
    }
  }

  /** What another worker needs of the pages that were sent away, and of those that are here. */
  handedOver(): Omit<HandedOver, 'key'>[] {
    const { reconnectionTime, lastEventId } = this.#position;
    const stream = { ...(reconnectionTime !== undefined && { reconnectionTime }) };
    const away = this.departures.all.map(({ clientId, lastEventId, isReset, until }) => ({
      ...stream,
      clientId,
      lastEventId,
      ...(isReset && { isReset }),
      ...(until < Infinity && { until }),
    }));
    const here = Array.from(this.#subscribers, ({ clientId }) => ({
      ...stream,
      clientId,
      lastEventId,
      isOpen: true as const,
    }));
    return [...away, ...here];
  }

  /**
   * Remembers a page that another worker has sent away.
   *
   * @returns whether it was told another reconnection time than the stream's.
   */
  takeOver({ reconnectionTime, until, ...page }: Omit<HandedOver, 'key'>): boolean {
    const { clientId, lastEventId, isReset = false } = page;
    const departure = { clientId, lastEventId, isReset, sequence: undefined };
    this.departures.remember(departure, until ?? Infinity);
    if (isReset && reconnectionTime === undefined) return false;
    this.#position.reconnectionTime ??= reconnectionTime ?? Position.DEFAULT_RECONNECTION_TIME;
    return true;
  }

  /** Calls back after every delivery, until the function that is returned is called. */
  watch(onDelivered: () => void): () => void {
    this.#onDelivered.add(onDelivered);
    return () => this.#onDelivered.delete(onDelivered);
  }

  /**
   * Waits while every subscriber is slow: the upstream is not read meanwhile, as a slow page's own
   * connection would not be.
   *
   * @param hasRoom - another condition to wait for; it is asked whenever a page has taken something,
   *   has joined or left.
   */
  async room(hasRoom = () => this.#hasRoom()): Promise<void> {
    while (!hasRoom()) await new Promise<void>((resolve) => this.#onRoom.push(resolve));
  }

  /** Waits until the upstream is to be read again. */
  async untilMore(): Promise<void> {
    await this.room();
    await this.#stragglers.caughtUp();
  }

  /** To be called when there may be room. */
  signalRoom(): void {
    // Asked whenever a page has taken a chunk, and mostly nobody waits.
    if (this.#onRoom.length === 0) return;
    const waiting = this.#onRoom;
    this.#onRoom = [];
    for (const resolve of waiting) resolve();
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
    const { reconnectionTime, lastEventId } = this.#position;
    const { size, bytes } = this.#replay;
    return {
      lastEventId,
      reconnectionTime,
      replay: { events: size, bytes },
      departures: this.departures.size,
      subscribers: Array.from(this.#subscribers, ({ clientId, isHidden, queuedBytes }) => ({
        clientId,
        isHidden,
        queuedBytes,
        lag: this.#replay.newestWithin(queuedBytes),
      })),
      counters: { ...this.counters },
    };
  }

  #offer(subscriber: Subscriber, chunks: readonly Chunk[], blocks: number, bytes: number): void {
    for (const chunk of chunks) subscriber.offer(chunk);
    this.counters.blocksOut += blocks;
    this.counters.bytesOut += bytes;
  }

  #hasRoom(): boolean {
    for (const subscriber of this.#subscribers) if (subscriber.hasRoom) return true;
    return this.#subscribers.size === 0;
  }

  #depart(
    subscriber: Subscriber,
    sequence: number,
    { isClean = false, until }: { isClean?: boolean; until?: number } = {},
  ): void {
    const { clientId } = subscriber;
    const lastEventId = this.lastEventIdAt(sequence);
    this.departures.remember({ clientId, sequence, lastEventId }, until);
    this.detach(subscriber);
    subscriber.close(isClean);
  }

  /** The last event ID that a page holds after the block of that sequence. */
  lastEventIdAt(sequence: number): string {
    return sequence === this.#position.sequence
      ? this.#position.lastEventId
      : this.#replay.lastEventIdAt(sequence);
  }

  #newReplay(lastEventId: string): ReplayBuffer {
    const { join, replay } = this.#options;
    return new ReplayBuffer(replay, lastEventId, isSnapshot(join));
  }
}

function lengthOf(chunks: readonly Chunk[]): number {
  return chunks.reduce((length, chunk) => length + chunk.byteLength, 0);
}
