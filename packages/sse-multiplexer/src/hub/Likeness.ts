import type { EventBlock } from '../wire/EventBlock.js';
import type { Opening } from '../memory/Opening.js';

/** Milliseconds for which two connections are compared. */
const WINDOW = 1000;
/** Milliseconds by which one may be ahead of the other. */
const SKEW = 50;
/** Blocks that are compared at most. */
const MAX_BLOCKS = 1000;

interface Heard {
  readonly block: EventBlock;
  readonly at: number;
}

/**
 * Whether two connections to one server bring the same: a stream without IDs has no other sign that
 * tells where a page stands on both. What a page cannot notice, comments, is not compared.
 *
 * @internal
 */
export class Likeness {
  readonly #opening: Opening | 'any';
  #own: Heard[] = [];
  #shared: Heard[] = [];
  #since: number | undefined;
  /** When it is known that they differ, if they have not become alike. */
  #until = Infinity;

  /**
   * @param opening - how the shared connection began: the other one may begin with that, or with
   *   nothing. `'any'`: it may begin with anything, and is compared until a second is alike.
   */
  constructor(opening: Opening | 'any') {
    this.#opening = opening;
  }

  /** Whether it is known that the connections differ. */
  get isOver(): boolean {
    return performance.now() > this.#until;
  }

  /** The other connection has been answered: what counts comes from now on. */
  begin(): void {
    this.#since = performance.now();
    // What is on its way on one of them is waited for.
    if (this.#opening !== 'any') this.#until = this.#since + 2 * WINDOW;
  }

  /** What the other connection brought. */
  heardOwn(blocks: readonly EventBlock[]): void {
    hear(this.#own, blocks);
    if (this.#own.length <= MAX_BLOCKS) return;
    if (this.#opening === 'any') this.#forgetBefore(performance.now());
    else this.#until = -Infinity;
  }

  /** What the shared connection brought. */
  heardShared(blocks: readonly EventBlock[]): void {
    hear(this.#shared, blocks);
    this.#shared = this.#shared.slice(-MAX_BLOCKS);
  }

  /** One of them is held back, so that nothing can be said yet. */
  postpone(): void {
    this.#until = Math.max(this.#until, performance.now() + WINDOW);
  }

  /** Milliseconds until it can be said; `undefined` if no time is waited for. */
  get wait(): number | undefined {
    if (this.#since === undefined || this.isOver) return undefined;
    return Math.max(0, this.#since + WINDOW - performance.now());
  }

  /** Whether the connections have brought the same for long enough, and stand at the same block now. */
  get isGiven(): boolean {
    if (this.#since === undefined || performance.now() < this.#since + WINDOW) return false;
    if (this.#opening === 'any') return this.#endsAlike(this.#since);
    return !this.isOver && this.#isAlike(this.#opening, this.#since);
  }

  /** The same, after an opening that is none, or that of the shared connection. */
  #isAlike({ blocks }: Opening, since: number): boolean {
    for (let length = 0; length <= Math.min(blocks.length, this.#own.length); length++) {
      if (this.#followsAfter(length, since)) return true;
      const [own, shared] = [this.#own[length]?.block, blocks[length]];
      if (!own || !shared || !haveSameBytes(own, shared)) return false;
    }
    return false;
  }

  /** The same for a whole window, whatever this connection brought before. */
  #endsAlike(since: number): boolean {
    const latest = performance.now() - WINDOW;
    for (let length = 0; length <= this.#own.length; length++) {
      const from = this.#own[length - 1]?.at ?? since;
      if (from > latest) break;
      if (this.#followsAfter(length, from)) return true;
    }
    this.#forgetBefore(latest - WINDOW);
    return false;
  }

  #forgetBefore(time: number): void {
    this.#since = Math.max(this.#since ?? time, time);
    this.#own = this.#own.filter(({ at }) => at > time);
    this.#shared = this.#shared.filter(({ at }) => at > time - SKEW);
  }

  /** Whether all after so many own blocks is what the shared connection has brought since then. */
  #followsAfter(length: number, since: number): boolean {
    const rest = this.#own.slice(length);
    const first = this.#shared.length - rest.length;
    if (first < 0) return false;
    return (
      this.#shared.slice(0, first).every(({ at }) => at <= since + SKEW) &&
      this.#shared.slice(first).every(({ at }) => at >= since - SKEW) &&
      rest.every(({ block }, index) => {
        const other = this.#shared[first + index]?.block;
        return other !== undefined && haveSameBytes(block, other);
      })
    );
  }
}

function hear(heard: Heard[], blocks: readonly EventBlock[]): void {
  const at = performance.now();
  for (const block of blocks) if (block.isNoticed) heard.push({ block, at });
}

function haveSameBytes(one: EventBlock, other: EventBlock): boolean {
  const length = one.end - one.start;
  if (length !== other.end - other.start) return false;
  for (let i = 0; i < length; i++)
    if (one.source[one.start + i] !== other.source[other.start + i]) return false;
  return true;
}
