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
  #own: EventBlock[] = [];
  #shared: Heard[] = [];
  #since: number | undefined;
  #isOver = false;
  #isFirstWindow = true;

  /**
   * @param opening - how the shared connection began: the other one may begin with that, or with
   *   nothing. `'any'`: it may begin with anything, and is compared second after second.
   */
  constructor(opening: Opening | 'any') {
    this.#opening = opening;
  }

  /** Whether it is known that the connections differ. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The other connection has been answered: what counts comes from now on. */
  begin(): void {
    this.#since = performance.now();
  }

  /** What the other connection brought. */
  heardOwn(blocks: readonly EventBlock[]): void {
    this.#own.push(...blocks.filter(({ isNoticed }) => isNoticed));
  }

  /** What the shared connection brought. */
  heardShared(blocks: readonly EventBlock[]): void {
    const at = performance.now();
    for (const block of blocks) if (block.isNoticed) this.#shared.push({ block, at });
    this.#shared = this.#shared.slice(-MAX_BLOCKS);
  }

  /** Milliseconds until it can be said; `undefined` if no time is waited for. */
  get wait(): number | undefined {
    if (this.#since === undefined || this.#isOver) return undefined;
    return Math.max(0, this.#since + WINDOW - performance.now());
  }

  /** Whether the connections have brought the same for long enough, and stand at the same block now. */
  get isGiven(): boolean {
    if (this.#since === undefined || this.#isOver) return false;
    const heardFor = performance.now() - this.#since;
    if (heardFor < WINDOW) return false;
    if (this.#opening === 'any' ? this.#endsAlike() : this.#isAlike(this.#opening)) return true;
    // What is on its way on one of them is waited for.
    if (heardFor > 2 * WINDOW || this.#own.length > MAX_BLOCKS) {
      if (this.#opening !== 'any') this.#isOver = true;
      else this.#startAnew();
    }
    return false;
  }

  #startAnew(): void {
    this.#own = [];
    this.#shared = [];
    this.#isFirstWindow = false;
    this.begin();
  }

  /** The same, after an opening that is none, or that of the shared connection. */
  #isAlike({ blocks }: Opening): boolean {
    for (let length = 0; length <= Math.min(blocks.length, this.#own.length); length++) {
      if (this.#followsAfter(length)) return true;
      const [own, shared] = [this.#own[length], blocks[length]];
      if (!own || !shared || !haveSameBytes(own, shared)) return false;
    }
    return false;
  }

  /** The same, in the first window after whatever this connection began with. */
  #endsAlike(): boolean {
    if (!this.#isFirstWindow) return this.#followsAfter(0);
    for (let length = 0; length <= this.#own.length; length++)
      if (this.#followsAfter(length)) return true;
    return false;
  }

  /** Whether all after so many own blocks is what the shared connection has brought since the beginning. */
  #followsAfter(length: number): boolean {
    const rest = this.#own.slice(length);
    const first = this.#shared.length - rest.length;
    if (first < 0) return false;
    const since = (this.#since ?? 0) + SKEW;
    return (
      this.#shared.slice(0, first).every(({ at }) => at <= since) &&
      this.#shared.slice(first).every(({ at }) => at >= since - 2 * SKEW) &&
      rest.every((block, index) => {
        const other = this.#shared[first + index]?.block;
        return other !== undefined && haveSameBytes(block, other);
      })
    );
  }
}

function haveSameBytes(one: EventBlock, other: EventBlock): boolean {
  const length = one.end - one.start;
  if (length !== other.end - other.start) return false;
  for (let i = 0; i < length; i++)
    if (one.source[one.start + i] !== other.source[other.start + i]) return false;
  return true;
}
