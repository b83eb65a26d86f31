/** Milliseconds since 1970, on the clock that the server process has too. */
const now = (): number => performance.timeOrigin + performance.now();

/** The events of one scenario as they come to one tab. */
export class Arrivals {
  readonly run: number;
  readonly #seen: Uint8Array;
  readonly #latencies: Float32Array;
  #delivered = 0;
  #doubled = 0;
  #last = now();

  constructor(run: number, events: number) {
    this.run = run;
    this.#seen = new Uint8Array(events);
    this.#latencies = new Float32Array(events);
  }

  /** Milliseconds since the newest event came. */
  get quiet(): number {
    return now() - this.#last;
  }

  /** Takes an event's data: its number from 0, the time it was sent at, and what fills it up. */
  take(data: string): void {
    const arrived = now();
    const afterNumber = data.indexOf(' ');
    const number = Number(data.slice(0, afterNumber));
    const sent = Number(data.slice(afterNumber + 1, data.indexOf(' ', afterNumber + 1)));
    this.#last = arrived;
    if (this.#seen[number]) {
      this.#doubled++;
      return;
    }
    this.#seen[number] = 1;
    this.#latencies[this.#delivered++] = arrived - sent;
  }

  /** What is to be reported of it. */
  get tally(): { readonly doubled: number; readonly last: number } {
    return { doubled: this.#doubled, last: this.#last };
  }

  /** Milliseconds from sending to arrival, one for each event. */
  get latencies(): Float32Array<ArrayBuffer> {
    return this.#latencies.slice(0, this.#delivered);
  }
}
