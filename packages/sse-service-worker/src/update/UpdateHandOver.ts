import type { HandedOver } from 'sse-multiplexer';
import type { PositionsAt } from '../positions/DurablePositions.js';

declare const self: ServiceWorkerGlobalScope;

/** Milliseconds: less than the 300 after which pages come back, so that none finds the door closed. */
const UNDER_WAY = 250;

/** Milliseconds between two hand-overs while a worker waits that does not say when it wants to come. */
const INTERVAL = 60_000;

/** What the old worker has handed over. */
interface HandOver extends PositionsAt {
  /** The number of the strategy. */
  readonly of: number;
}

/** What a new worker says to the old one, and the old one to the new one. */
type Announcement = 'here' | 'skip-waiting' | HandOver;

/**
 * Keeps streams from holding up the next version of the worker. In Chromium a worker that answers an
 * EventSource cannot be replaced: for 300 seconds the new one waits, then every stream is ended for
 * ever. So the old worker sends its pages away when the new one is installed, or says that it wants to
 * come; what they had is handed over, and they come back to whichever worker is active then.
 *
 * @internal
 */
export class UpdateHandOver {
  static #count = 0;

  /** Counts the strategies of a worker, in the order in which they are made. */
  readonly #number = UpdateHandOver.#count++;
  readonly #sendAway: () => readonly HandedOver[] | undefined;
  readonly #channel = new BroadcastChannel(`sse-service-worker ${self.registration.scope}`);
  /** Not while this worker is itself the new one, which its own registration also tells it of. */
  #isActive = true;
  #underWayUntil = 0;
  #isAnnounced = false;
  /** What the old worker has said that it hands over, if this one was there to hear it. */
  handedOver: PositionsAt | undefined;

  /** @param sendAway - sends all pages away; returns what the new worker needs, if it knows it. */
  constructor(sendAway: () => readonly HandedOver[] | undefined) {
    this.#sendAway = sendAway;
    self.addEventListener('install', () => {
      this.#isActive = false;
    });
    self.addEventListener('activate', () => {
      this.#isActive = true;
    });
    self.registration.addEventListener('updatefound', () => {
      this.#watch(self.registration.installing);
    });
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Announcement>) => {
      if (typeof data === 'object') {
        if (data.of === this.#number) this.handedOver = data;
        return;
      }
      this.#isAnnounced = true;
      if (data === 'skip-waiting') this.#handOver();
    });
    this.#announceSkipWaiting();
  }

  /** Whether nobody is to be taken on: the worker is about to be replaced. */
  get isUnderWay(): boolean {
    return Date.now() < this.#underWayUntil;
  }

  /** Tells a new worker where pages stand: with its streams this one may end before that is stored. */
  handOver(pages: readonly HandedOver[]): void {
    this.#announce({ of: this.#number, at: Date.now(), pages });
  }

  /** Waits for the new worker to be installed; hands over then, and again while it waits unannounced. */
  #watch(installing: ServiceWorker | null): void {
    installing?.addEventListener('statechange', () => {
      if (installing.state !== 'installed') return;
      this.#handOver();
      const timer = setInterval(() => {
        if (installing.state !== 'installed') clearInterval(timer);
        else if (!this.#isAnnounced) this.#handOver();
      }, INTERVAL);
    });
  }

  #handOver(): void {
    if (!this.#isActive) return;
    this.#underWayUntil = Date.now() + UNDER_WAY;
    const pages = this.#sendAway();
    if (pages) this.handOver(pages);
  }

  /** Tells the active worker that this one has been installed, and when it wants to take its place. */
  #announceSkipWaiting(): void {
    if (!self.registration.active) return;
    this.#announce('here');
    const skipWaiting = self.skipWaiting.bind(self);
    self.skipWaiting = () => {
      this.#announce('skip-waiting');
      return skipWaiting();
    };
  }

  #announce(announcement: Announcement): void {
    this.#channel.postMessage(announcement);
  }
}
