import { Hold } from './Hold.js';
import { Stragglers } from './Stragglers.js';
import type { Subscriber } from './Subscriber.js';

/**
 * Decides when the upstream is read again: while every subscriber is slow it is not, as a slow page's own
 * connection would not be.
 *
 * @internal
 */
export class ReadGate {
  readonly #subscribers: ReadonlySet<Subscriber>;
  readonly #stragglers: Stragglers;
  readonly hold = new Hold();
  #onRoom: (() => void)[] = [];

  constructor(subscribers: ReadonlySet<Subscriber>) {
    this.#subscribers = subscribers;
    this.#stragglers = new Stragglers(subscribers);
  }

  /** Waits until the upstream is to be read again. */
  async untilMore(): Promise<void> {
    await this.hold.during(this.room().then(() => this.#stragglers.caughtUp()));
  }

  /**
   * Waits while there is no room.
   *
   * @param hasRoom - what to wait for; it is asked whenever a page has taken something, has joined or
   *   left. Default: that one subscriber has room, or that there is none.
   */
  async room(hasRoom = () => this.#hasRoom()): Promise<void> {
    while (!hasRoom()) await new Promise<void>((resolve) => this.#onRoom.push(resolve));
  }

  /** To be called when there may be room. */
  signalRoom(): void {
    // Asked whenever a page has taken a chunk, and mostly nobody waits.
    if (this.#onRoom.length === 0) return;
    const waiting = this.#onRoom;
    this.#onRoom = [];
    for (const resolve of waiting) resolve();
  }

  #hasRoom(): boolean {
    for (const subscriber of this.#subscribers) if (subscriber.hasRoom) return true;
    return this.#subscribers.size === 0;
  }
}
