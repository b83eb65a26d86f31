import { EventSequence } from '../shared/EventSequence.js';

/** An EventSource whose events are counted, and whose named events arrive as parsed JSON. */
export class CountedStream<Events> {
  readonly sequence = new EventSequence();
  readonly #source: EventSource;
  readonly #changed: () => void;

  /** `changed` is called after every event and every change of the connection's state. */
  constructor(url: string, changed: () => void) {
    this.#source = new EventSource(url);
    this.#changed = changed;
    this.#source.addEventListener('open', changed);
    this.#source.addEventListener('error', changed);
  }

  get isOpen(): boolean {
    return this.#source.readyState === EventSource.OPEN;
  }

  /** The browser has given up; it will not reconnect. */
  get isClosed(): boolean {
    return this.#source.readyState === EventSource.CLOSED;
  }

  on<Name extends keyof Events & string>(
    name: Name,
    listener: (data: Events[Name], id: string) => void,
  ): void {
    this.#source.addEventListener(name, (event: MessageEvent<string>) => {
      this.sequence.note(event.lastEventId);
      listener(JSON.parse(event.data) as Events[Name], event.lastEventId);
      this.#changed();
    });
  }

  /** Calls once, at the first `open`. */
  onceOpen(listener: () => void): void {
    this.#source.addEventListener('open', listener, { once: true });
  }
}
