import type { StreamMemory } from './StreamMemory.js';

/** So much of the bound is left free when it was met: not for each event is something to be looked for. */
const FREED = 1 / 8;

/** Knows what pages that are away wait for. */
interface Awaiting {
  /** Sequence of the first event of a stream; `Infinity` where nobody waits. */
  firstAwaited(memory: StreamMemory): number;
}

/**
 * What is remembered of all streams of a worker, within one bound.
 *
 * @internal
 */
export class StreamMemories {
  readonly #positions: Awaiting;
  /** How many bytes of events each of them keeps. */
  readonly #kept = new Map<StreamMemory, number>();
  #bytes = 0;

  constructor(positions: Awaiting) {
    this.#positions = positions;
  }

  /** A stream's memory is of no more use. */
  release(memory: StreamMemory): void {
    this.#bytes -= this.#kept.get(memory) ?? 0;
    this.#kept.delete(memory);
  }

  /**
   * A stream's memory has taken in events, or has lost some: forgets of all streams what is over the bound,
   * the oldest first. What pages that are away wait for is the last to go.
   */
  note(memory: StreamMemory, most: number): void {
    this.#count(memory);
    if (this.#bytes <= most) return;
    const rest = most * (1 - FREED);
    for (const isSpared of [true, false]) {
      const awaited = new Map(
        Array.from(this.#kept.keys(), (kept) => [
          kept,
          isSpared ? this.#positions.firstAwaited(kept) : Infinity,
        ]),
      );
      while (this.#bytes > rest && this.#forgetOldest(awaited));
    }
  }

  /** @returns whether there was an event that may be forgotten. */
  #forgetOldest(awaited: ReadonlyMap<StreamMemory, number>): boolean {
    let oldest: StreamMemory | undefined;
    for (const [memory, sequence] of awaited) {
      const { oldestAt, oldestSequence } = memory.replay;
      if (oldestSequence < sequence && oldestAt < (oldest?.replay.oldestAt ?? Infinity))
        oldest = memory;
    }
    if (!oldest) return false;
    oldest.replay.forgetOldest();
    this.#count(oldest);
    return true;
  }

  #count(memory: StreamMemory): void {
    const { bytes } = memory.replay;
    this.release(memory);
    this.#kept.set(memory, bytes);
    this.#bytes += bytes;
  }
}
