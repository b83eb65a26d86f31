/** So many are remembered; the oldest goes first. */
const MAX_TAGS = 1000;

/**
 * Tags that were given to EventSources which have not come back with them yet: those are new.
 *
 * @internal
 */
export class FreshTags {
  /** By tag, whether its EventSource may have been on a stream from elsewhere. */
  readonly #tags = new Map<string, boolean>();

  add(tag: string, mayReturn: boolean): void {
    this.#tags.set(tag, mayReturn);
    const [oldest] = this.#tags.keys();
    if (this.#tags.size > MAX_TAGS && oldest !== undefined) this.#tags.delete(oldest);
  }

  has(tag: string): boolean {
    return this.#tags.has(tag);
  }

  /** Whether an EventSource may have been on a stream before; asked once. */
  take(tag: string): boolean {
    const mayReturn = this.#tags.get(tag) ?? true;
    this.#tags.delete(tag);
    return mayReturn;
  }
}
