import type { EventBlock } from './EventBlock.js';

/**
 * The bounds of a replay buffer.
 *
 * @public
 */
export interface ReplayLimits {
  /** At most so many events. Default 10,000. */
  readonly events: number;
  /** At most so many bytes of events. Default 4 MiB. */
  readonly bytes: number;
  /**
   * No event older than so many milliseconds. Also how long a stream without an upstream is kept for
   * its tabs to come back: a hidden tab in Chromium may take a minute. Default 120,000.
   */
  readonly age: number;
}

interface Entry {
  readonly sequence: number;
  readonly block: EventBlock;
  readonly at: number;
}

/**
 * The newest events of a stream, for tabs that come back and for tabs that join late. Comments are
 * not kept. What is over a bound is forgotten from the old end; `after` then knows that it is gone.
 *
 * @internal
 */
export class ReplayBuffer {
  readonly #limits: ReplayLimits;
  readonly #isSnapshot: ((block: EventBlock) => boolean) | undefined;
  #entries: Entry[] = [];
  #head = 0;
  #bytes = 0;
  /** Sequence of the newest event that is forgotten, and the last event ID as of it. */
  #floor = 0;
  #floorId: string | EventBlock;
  /** Whether no other event came between the one with `#floorId` and the floor. */
  #floorIsAtId = true;
  #snapshot: number | undefined;

  /**
   * @param lastEventId - what the upstream is opened with.
   * @param isSnapshot - which events are a full state. Events since the newest one are forgotten only
   *   for their bytes, not for their age or number: a late tab needs them all.
   */
  constructor(limits: ReplayLimits, lastEventId = '', isSnapshot?: (block: EventBlock) => boolean) {
    this.#limits = limits;
    this.#floorId = lastEventId;
    this.#isSnapshot = isSnapshot;
  }

  /** Sequence of the newest event that is forgotten; 0 while none is. */
  get floor(): number {
    return this.#floor;
  }

  /** Sequence of the newest snapshot that is kept, if one is. */
  get snapshot(): number | undefined {
    return this.#snapshot;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#entries.length - this.#head;
  }

  /** How many of the newest events make up so many bytes. */
  newestWithin(bytes: number): number {
    let rest = bytes;
    let index = this.#entries.length;
    while (rest > 0 && index > this.#head) {
      const { start = 0, end = 0 } = this.#entries[--index]?.block ?? {};
      rest -= end - start;
    }
    return this.#entries.length - index;
  }

  /** @param at - when it came, as of `Date.now()`. */
  push(sequence: number, block: EventBlock, at: number): void {
    if (!block.dispatches && !block.hasId) return;
    this.#entries.push({ sequence, block, at });
    this.#bytes += block.end - block.start;
    if (block.dispatches && this.#isSnapshot?.(block)) this.#snapshot = sequence;
  }

  /** Forgets what is over the bounds. */
  evict(): void {
    const { events, bytes, age } = this.#limits;
    const oldest = Date.now() - age;
    for (let entry = this.#entries[this.#head]; entry; entry = this.#entries[this.#head]) {
      const over =
        this.#bytes > bytes ||
        ((this.#snapshot === undefined || entry.sequence < this.#snapshot) &&
          (this.size > events || entry.at < oldest));
      if (!over) break;
      this.#forget(entry);
    }
    if (this.#head > 1024 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
  }

  #forget({ sequence, block }: Entry): void {
    this.#head++;
    this.#bytes -= block.end - block.start;
    this.#floor = sequence;
    this.#floorIsAtId = block.hasId;
    // Its ID is decoded when asked for, not for every event.
    if (block.hasId) this.#floorId = block;
    if (this.#snapshot === sequence) this.#snapshot = undefined;
  }

  /** The events after the sequence, or `undefined` if one of them is forgotten. */
  after(sequence: number): EventBlock[] | undefined {
    if (sequence < this.#floor) return undefined;
    return this.#entries.slice(this.#firstAfter(sequence)).map(({ block }) => block);
  }

  /** The last event ID that a page holds after the event of that sequence. */
  lastEventIdAt(sequence: number): string {
    for (let i = this.#firstAfter(sequence) - 1; i >= this.#head; i--) {
      const id = this.#entries[i]?.block.id;
      if (id !== undefined) return id;
    }
    const floor = this.#floorId;
    return typeof floor === 'string' ? floor : (this.#floorId = floor.id ?? '');
  }

  /** The sequence at which a page stands whose last event ID this is, if that is not ambiguous. */
  sequenceOf(id: string): number | undefined {
    const places = this.#placesOf(id);
    return places.length === 1 ? places[0] : undefined;
  }

  /** Whether an event with this ID is kept, or was the newest one that is forgotten. */
  has(id: string): boolean {
    return this.#placesOf(id).length > 0;
  }

  /** Sequences of the events with this ID; `undefined` for one that other events without ID followed. */
  #placesOf(id: string): (number | undefined)[] {
    if (!id) return [];
    const places: (number | undefined)[] = [];
    if (this.lastEventIdAt(this.#floor) === id) {
      places.push(this.#floorIsAtId ? this.#floor : undefined);
    }
    for (let i = this.#head; i < this.#entries.length; i++) {
      const entry = this.#entries[i] as Entry;
      if (entry.block.sets(id)) places.push(entry.sequence);
    }
    return places;
  }

  /** Index of the first entry with a higher sequence. */
  #firstAfter(sequence: number): number {
    let low = this.#head;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle]?.sequence ?? 0) > sequence) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
