import type { ReplayLimits } from '../options/ReplayLimits.js';
import type { EventBlock } from '../wire/EventBlock.js';
import { idKey } from '../wire/idKey.js';

const encoder = new TextEncoder();

/** A larger event is not kept only because an ID stands in it. */
const LARGE = 65_536;

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
  /** Those before the head are forgotten. */
  #entries: (Entry | undefined)[] = [];
  #head = 0;
  /** Keys of the entries' IDs, as far as they have been asked for. */
  #keys: number[] = [];
  #bytes = 0;
  /** Sequence of the newest event that is forgotten, and the last event ID as of it. */
  #floor = 0;
  #floorId: string | EventBlock;
  /** Whether no other event came between the one with `#floorId` and the floor. */
  #floorIsAtId: boolean;
  #snapshot: number | undefined;

  /**
   * @param lastEventId - what the upstream is opened with.
   * @param isSnapshot - which events are a full state. Events since the newest one are forgotten only
   *   for their bytes, not for their age or number: a late tab needs them all.
   * @param isAtId - whether the upstream starts right behind the event of that ID.
   */
  constructor(
    limits: ReplayLimits,
    lastEventId = '',
    isSnapshot?: (block: EventBlock) => boolean,
    isAtId = true,
  ) {
    this.#limits = limits;
    this.#floorId = lastEventId;
    this.#floorIsAtId = isAtId;
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

  /** When the oldest event that is kept has come, by the monotonic clock; `Infinity` while none is. */
  get oldestAt(): number {
    return this.#entries[this.#head]?.at ?? Infinity;
  }

  /** Its sequence. */
  get oldestSequence(): number {
    return this.#entries[this.#head]?.sequence ?? Infinity;
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

  /**
   * Keeps the events among blocks that have come at one time.
   *
   * @param sequence - of the first block.
   */
  push(sequence: number, blocks: readonly EventBlock[]): void {
    const first = this.#entries.length;
    const at = performance.now();
    let source: Uint8Array | undefined;
    let bytes = 0;
    let held = 0;
    blocks.forEach((block, index) => {
      if (!block.dispatches && !block.hasId) return;
      this.#entries.push({ sequence: sequence + index, block, at });
      if (block.dispatches && this.#isSnapshot?.(block)) this.#snapshot = sequence + index;
      bytes += block.end - block.start;
      if (block.source !== source) held += (source = block.source).buffer.byteLength;
    });
    this.#bytes += bytes;
    // A view keeps its whole chunk. Where most of that is comments, copies take less.
    if (held > 2 * bytes) this.#copy(first, new Uint8Array(bytes));
  }

  #copy(first: number, kept: Uint8Array<ArrayBuffer>): void {
    let at = 0;
    for (let i = first; i < this.#entries.length; i++) {
      const entry = this.#entries[i] as Entry;
      const block = entry.block.copyTo(kept, at);
      this.#entries[i] = { ...entry, block };
      at = block.end;
    }
  }

  /** Forgets what is over the bounds. */
  evict(): void {
    const { events, bytes, age } = this.#limits;
    const oldest = performance.now() - age;
    for (let entry = this.#entries[this.#head]; entry; entry = this.#entries[this.#head]) {
      const over =
        this.#bytes > bytes ||
        ((this.#snapshot === undefined || entry.sequence < this.#snapshot) &&
          (this.size > events || entry.at < oldest));
      if (!over) break;
      this.forgetOldest();
    }
    if (this.#head > 1024 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#keys = this.#keys.slice(this.#head);
      this.#head = 0;
    }
  }

  /** Forgets the oldest event, if one is kept. */
  forgetOldest(): void {
    const oldest = this.#entries[this.#head];
    if (!oldest) return;
    const { sequence, block } = oldest;
    // Its bytes are to be freed now, not when the list is next shortened.
    this.#entries[this.#head++] = undefined;
    const bytes = block.end - block.start;
    this.#bytes -= bytes;
    this.#floor = sequence;
    this.#floorIsAtId = block.hasId;
    // Its ID is decoded when asked for, not for every event.
    if (block.hasId) this.#floorId = bytes > LARGE ? (block.id ?? '') : block;
    if (this.#snapshot === sequence) this.#snapshot = undefined;
  }

  /** The events after the sequence, or `undefined` if one of them is forgotten. */
  after(sequence: number): EventBlock[] | undefined {
    if (sequence < this.#floor) return undefined;
    return this.#entries.slice(this.#firstAfter(sequence)).map((entry) => (entry as Entry).block);
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

  /**
   * Where events with this ID are, two places at most: their sequences; `undefined` for one that other
   * events without ID followed.
   */
  #placesOf(id: string): (number | undefined)[] {
    if (!id) return [];
    const places: (number | undefined)[] = [];
    if (this.lastEventIdAt(this.#floor) === id) {
      places.push(this.#floorIsAtId ? this.#floor : undefined);
    }
    const entries = this.#entries;
    const keys = this.#keys;
    while (keys.length < entries.length) keys.push(entries[keys.length]?.block.idKey ?? 0);
    const key = idKey(encoder.encode(id));
    let at = this.#head - 1;
    while (places.length < 2 && (at = keys.indexOf(key, at + 1)) >= 0) {
      const entry = entries[at] as Entry;
      if (entry.block.id === id) places.push(entry.sequence);
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
