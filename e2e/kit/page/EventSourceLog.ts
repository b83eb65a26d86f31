import type { LogEntry } from './LogEntry.js';

const deadline = 80_000;

/** An EventSource and all that it ever showed to the page. */
export class EventSourceLog {
  readonly entries: LogEntry[] = [];
  /** Milliseconds from here to the first `open`. */
  openedAfter: number | undefined;
  readonly #source: EventSource;
  readonly #checks = new Set<() => void>();

  constructor(url: string, withCredentials: boolean, events: readonly string[]) {
    const start = performance.now();
    this.#source = new EventSource(url, { withCredentials });
    this.#source.addEventListener('open', () => {
      this.openedAfter ??= performance.now() - start;
    });
    // A server may name its events `open` and `error`, too: those carry data.
    for (const name of new Set(['open', 'error', 'message', ...events])) {
      this.#source.addEventListener(name, (event) => this.#note(event));
    }
  }

  /** Resolves when there are `count` entries of this kind. */
  until(kind: LogEntry['kind'], count: number): Promise<void> {
    return this.#until(`${count} of kind ${kind}`, () => this.#count(kind) >= count);
  }

  /** Resolves when an event with this data has come. */
  untilData(data: string): Promise<void> {
    return this.#until(`an event with data ${data}`, () =>
      this.entries.some((entry) => entry.kind === 'event' && entry.data === data),
    );
  }

  /** Resolves when an event with this ID has come. */
  untilId(id: string): Promise<void> {
    return this.#until(`an event with the ID ${id}`, () =>
      this.entries.some((entry) => entry.kind === 'event' && entry.lastEventId === id),
    );
  }

  /** Resolves when the EventSource has failed for ever. */
  untilClosed(): Promise<void> {
    return this.#until('a failed connection', () => this.entries.at(-1)?.readyState === 2);
  }

  close(): void {
    this.#source.close();
  }

  #count(kind: LogEntry['kind']): number {
    return this.entries.filter((entry) => entry.kind === kind).length;
  }

  #until(expected: string, condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        if (!condition()) return;
        this.#checks.delete(check);
        resolve();
      };
      this.#checks.add(check);
      check();
      setTimeout(() => {
        const seen = JSON.stringify(this.entries.slice(-5));
        reject(new Error(`Expected: ${expected}. Seen: ${this.entries.length}, last ${seen}`));
      }, deadline);
    });
  }

  #note(event: Event): void {
    const { readyState } = this.#source;
    if (event instanceof MessageEvent) {
      const { type, data, lastEventId, origin } = event as MessageEvent<string>;
      this.entries.push({ kind: 'event', type, data, lastEventId, origin, readyState });
    } else {
      this.entries.push({ kind: event.type === 'open' ? 'open' : 'error', readyState });
    }
    for (const check of [...this.#checks]) check();
  }
}
