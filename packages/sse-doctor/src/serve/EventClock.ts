/** Milliseconds between two events. */
const INTERVAL = 100;

/** Counts, for all streams together: their events are the same at the same time. Runs while it is heard. */
export class EventClock {
  /** The newest event's number. */
  now = 0;
  readonly #listeners = new Set<(event: number) => void>();
  #timer: NodeJS.Timeout | undefined;

  /** @returns what ends the listening. */
  subscribe(listener: (event: number) => void): () => void {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => {
      this.now++;
      for (const hear of [...this.#listeners]) hear(this.now);
    }, INTERVAL);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }
}
