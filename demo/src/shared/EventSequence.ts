import { parseEventId } from './EventId.js';

/** Watches the ids of one stream, which rise by one, and counts the events missed and repeated. */
export class EventSequence {
  #run: string | undefined;
  #last = 0;
  #received = 0;
  #missed = 0;
  #repeated = 0;

  get received(): number {
    return this.#received;
  }

  get missed(): number {
    return this.#missed;
  }

  get repeated(): number {
    return this.#repeated;
  }

  note(lastEventId: string): void {
    const id = parseEventId(lastEventId);
    this.#received += 1;
    if (id === undefined) return;
    if (id.run !== this.#run) {
      this.#run = id.run;
      this.#last = id.number;
      return;
    }
    if (id.number <= this.#last) {
      this.#repeated += 1;
      return;
    }
    this.#missed += id.number - this.#last - 1;
    this.#last = id.number;
  }
}
