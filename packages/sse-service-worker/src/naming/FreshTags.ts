/** So many are remembered; the oldest goes first. */
const MAX_TAGS = 1000;

/**
 * Tags that this run of the worker has given to EventSources: one that has no position yet is new.
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

  /** Whether an EventSource that has no position may have been on a stream before. */
  mayReturn(tag: string): boolean {
    return this.#tags.get(tag) ?? true;
  }
}
