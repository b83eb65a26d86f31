import { joinChunks } from '../wire/joinChunks.js';

type Chunk = Uint8Array<ArrayBuffer>;

/** A page's connection that may hold back what it is offered. */
export interface HoldingPage {
  readonly clientId: string;
  /**
   * Hands on what was held back.
   *
   * @param join - makes one chunk of it.
   * @returns whether there was anything.
   */
  flush(join: (chunks: readonly Chunk[]) => Chunk): boolean;
}

/**
 * The pages that nobody looks at. Each is given what comes for it in batches: an event that comes after
 * a pause at once, what follows within `delay` milliseconds as one chunk. What an event costs is the waking
 * of a page by its chunk, hardly what is in it. All pages are given theirs at the same time, so that the
 * worker wakes up once for all.
 *
 * @internal
 */
export class HiddenPages {
  readonly #delay: number | false;
  #clientIds = new Set<string>();
  /** Connections that were given something within the last `delay` milliseconds. */
  readonly #served = new Set<HoldingPage>();
  #isWaiting = false;

  /** @param delay - milliseconds for which an event is held back at most; `false`: none is. */
  constructor(delay: number | false) {
    this.#delay = delay;
  }

  /** Whether nobody looks at a client, as far as that is known. */
  has(clientId: string): boolean {
    return this.#clientIds.has(clientId);
  }

  /** Says of all clients which are hidden. What is held back for one that is not is handed on. */
  set(clientIds: Iterable<string>): void {
    this.#clientIds = new Set(clientIds);
    this.#release();
  }

  /** Says of one client whether it is hidden. */
  tell(clientId: string, isHidden: boolean): void {
    if (isHidden) this.#clientIds.add(clientId);
    else if (this.#clientIds.delete(clientId)) this.#release();
  }

  /** Whether what a page is offered is to be held back until it is flushed. */
  holds(page: HoldingPage): boolean {
    if (this.#delay === false || !this.#clientIds.has(page.clientId)) return false;
    if (this.#served.has(page)) return true;
    this.#served.add(page);
    this.#wait(this.#delay);
    return false;
  }

  #wait(delay: number): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    setTimeout(() => {
      this.#isWaiting = false;
      const join = joinOnce();
      // One that is given something now holds back what comes next.
      for (const page of [...this.#served]) if (!page.flush(join)) this.#served.delete(page);
      if (this.#served.size > 0) this.#wait(delay);
    }, delay);
  }

  /** Hands on what is held back for pages that are no longer hidden. */
  #release(): void {
    for (const page of [...this.#served]) {
      if (this.#clientIds.has(page.clientId)) continue;
      this.#served.delete(page);
      page.flush(joinChunks);
    }
  }
}

/** Joins chunks; the same ones, which is what pages of one stream hold, once for all pages. */
function joinOnce(): (chunks: readonly Chunk[]) => Chunk {
  let last: readonly Chunk[] = [];
  let joined: Chunk | undefined;
  return (chunks) => {
    const isSame =
      chunks.length === last.length && chunks.every((chunk, index) => chunk === last[index]);
    if (!joined || !isSame) {
      last = chunks;
      joined = joinChunks(chunks);
    }
    return joined;
  };
}
