/** What has come of a stream whose events are numbered, to one EventSource. */
export interface Tally {
  /** The newest event; `undefined` before the first. */
  readonly last: number | undefined;
  readonly received: number;
  /** Events that were left out. */
  readonly lost: number;
  /** Events that came again, or too late. */
  readonly doubled: number;
  /** Events of the type `event-stream-gap`. */
  readonly gaps: number;
  /** Times that the connection broke, however it went on. */
  readonly errors: number;
  /** Times that the EventSource was closed for ever. */
  readonly closed: number;
}

/** Counts what comes to an EventSource, from its first event on. */
export class EventTally {
  readonly #changed: (tally: Tally) => void;
  #tally: Tally = {
    last: undefined,
    received: 0,
    lost: 0,
    doubled: 0,
    gaps: 0,
    errors: 0,
    closed: 0,
  };

  /** @param changed - told after each change */
  constructor(source: EventSource, changed: (tally: Tally) => void = () => undefined) {
    this.#changed = changed;
    source.addEventListener('message', ({ data, lastEventId }: MessageEvent<string>) => {
      const number = Number(lastEventId);
      if (data !== `event ${number}`) throw new Error(`Event ${lastEventId} says ${data}`);
      this.#received(number);
    });
    source.addEventListener('event-stream-gap', () => this.#set({ gaps: this.#tally.gaps + 1 }));
    source.addEventListener('error', () => {
      const { errors, closed } = this.#tally;
      const isClosed = source.readyState === EventSource.CLOSED;
      this.#set({ errors: errors + 1, closed: closed + Number(isClosed) });
    });
  }

  get tally(): Tally {
    return this.#tally;
  }

  #received(number: number): void {
    const { last = number - 1, received, lost, doubled } = this.#tally;
    this.#set({
      last: Math.max(last, number),
      received: received + 1,
      lost: lost + Math.max(0, number - last - 1),
      doubled: doubled + Number(number <= last),
    });
  }

  #set(change: Partial<Tally>): void {
    this.#tally = { ...this.#tally, ...change };
    this.#changed(this.#tally);
  }
}
