import { formatEventId, parseEventId } from '../shared/EventId.js';
import { formatEventBlock } from './formatEventBlock.js';

export interface LoggedEvent {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  /** The event as it goes over the wire. */
  readonly block: string;
}

/**
 * An endless sequence of events of which the last `limit` are kept, so that a reader who comes back
 * with a last event ID gets what it missed.
 */
export class EventLog {
  readonly #run: string;
  readonly #limit: number;
  readonly #events: LoggedEvent[] = [];
  readonly #listeners = new Set<(event: LoggedEvent) => void>();
  #number = 0;

  constructor(run: string, limit: number) {
    this.#run = run;
    this.#limit = limit;
  }

  append(name: string, data: unknown): LoggedEvent {
    this.#number += 1;
    const id = formatEventId({ run: this.#run, number: this.#number });
    const event = { id, name, data, block: formatEventBlock(id, name, data) };
    this.#events.push(event);
    if (this.#events.length > this.#limit) this.#events.shift();
    for (const listener of [...this.#listeners]) listener(event);
    return event;
  }

  /** All that is kept, oldest first. */
  get recent(): readonly LoggedEvent[] {
    return [...this.#events];
  }

  /** What is kept of the events after `lastEventId`; nothing if that id is of another run. */
  after(lastEventId: string): readonly LoggedEvent[] {
    const id = parseEventId(lastEventId);
    if (id?.run !== this.#run) return [];
    const newer = this.#number - id.number;
    return newer <= 0 ? [] : this.#events.slice(-newer);
  }

  /** Calls `listener` for every event from now on, until the returned function is called. */
  subscribe(listener: (event: LoggedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
